using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntentContracts.Runtime;

/// <summary>How arguments and results are written: with fields, so that tuples count, and with the named floating-point values.</summary>
internal static class ClaimJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            IncludeFields = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
