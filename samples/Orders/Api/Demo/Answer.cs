using System.Net;
using System.Text.Json;

namespace Orders.Api.Demo;

/// <summary>What the service answered.</summary>
internal sealed record Answer(HttpStatusCode Code, string Body)
{
    public string Status => $"{(int)Code} {Code}";

    /// <summary>A member of the body, such as the <c>detail</c> of a ProblemDetails; empty when it has none of that name.</summary>
    public string Member(string name)
    {
        using var body = JsonDocument.Parse(Body);
        return body.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "";
    }
}
