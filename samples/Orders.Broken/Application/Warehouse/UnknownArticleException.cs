namespace Orders.Application.Warehouse;

/// <summary>There is no such article.</summary>
public sealed class UnknownArticleException(string sku) : Exception($"there is no article {sku}");
