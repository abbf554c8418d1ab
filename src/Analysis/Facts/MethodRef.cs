namespace IntentContracts.Analysis.Facts;

/// <summary>A method as a call names it. Equal text in <see cref="Assembly"/> and <see cref="Id"/> means the same definition.</summary>
/// <param name="Assembly">Simple name of the assembly that the metadata says declares it.</param>
/// <param name="Type">Definition name of the declaring type: <c>System.Net.Http.HttpClient</c>.</param>
/// <param name="Name">Metadata name: <c>PostAsync</c>, <c>.ctor</c>, <c>get_Item</c>.</param>
/// <param name="Id">DocId of the definition: <c>M:System.Net.Http.HttpClient.PostAsync(System.String,System.Net.Http.HttpContent)</c>.</param>
/// <param name="TypeArguments">Of the declaring type, where it is generic.</param>
/// <param name="MethodArguments">Of the method, where it is generic: <c>AddHostedService&lt;Worker&gt;</c>.</param>
/// <param name="ParameterCount">Without the receiver.</param>
/// <param name="Returns">As declared, so it may name type parameters; for a field its type; null when it is no member.</param>
internal sealed record MethodRef(
    string Assembly,
    string Type,
    string Name,
    string Id,
    IReadOnlyList<TypeName> TypeArguments,
    IReadOnlyList<TypeName> MethodArguments,
    int ParameterCount,
    bool HasReceiver,
    TypeName? Returns = null)
{
    /// <summary>Whether it sets a property of an object; an indexer takes more than the value.</summary>
    public bool IsSetter => HasReceiver && ParameterCount == 1 && Name.StartsWith("set_", StringComparison.Ordinal);
}
