using System.Globalization;
using System.Reflection.Metadata;
using System.Text.RegularExpressions;

namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

/// <summary>What a method and the lambdas and local functions in it share: captured variables, by the order in which they are met, and what has been read of each other.</summary>
internal sealed class FingerprintScope(BodyContext context)
{
    private static readonly Regex AnonymousType = new("AnonymousType[0-9]+", RegexOptions.CultureInvariant);

    private readonly Dictionary<FieldDefinitionHandle, int> _captured = [];
    private readonly Dictionary<MethodDefinitionHandle, string> _nested = [];

    public BodyContext Context { get; } = context;

    /// <summary>Bodies are only looked at for where control can go: nothing is numbered, nothing nested is read.</summary>
    public bool IsTrial { get; init; }

    public string Captured(FieldDefinitionHandle field)
    {
        if (IsTrial)
        {
            return "captured";
        }

        if (!_captured.TryGetValue(field, out var number))
        {
            _captured.Add(field, number = _captured.Count);
        }

        return "captured" + number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What a lambda or local function does.</summary>
    public string Nested(MethodDefinitionHandle method)
    {
        if (IsTrial)
        {
            return "nested";
        }

        if (!_nested.TryGetValue(method, out var text))
        {
            // What it is called in itself.
            _nested.Add(method, "itself" + _nested.Count.ToString(CultureInfo.InvariantCulture));
            _nested[method] = text = Term.Short("{" + string.Join(";", BodyFingerprint.Tokens(this, method)) + "}");
        }

        return text;
    }

    /// <summary>Without what the compiler numbers.</summary>
    public static string Plain(string name) => name.IndexOf("AnonymousType", StringComparison.Ordinal) < 0 ? name : AnonymousType.Replace(name, "AnonymousType");
}
