using System.Globalization;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

internal static class Values
{
    /// <summary>The number in a New, Result or Parameter value; for a captured one the parameter of the method around it, and null for a local of that.</summary>
    public static int? Index(ValueFact value) =>
        int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    /// <summary>The call or New site whose result a value is.</summary>
    public static SiteFact? Source(MethodFact method, ValueFact value) =>
        value.Kind is ValueKind.New or ValueKind.Result && Index(value) is { } index && index < method.Sites.Count ? method.Sites[index] : null;

    /// <summary>The type that <c>typeof</c> has given; null for any other value.</summary>
    public static MethodRef? TypeOf(MethodFact method, ValueFact value) =>
        Source(method, value) is { Target: { Type: "System.Type", Name: "GetTypeFromHandle" } } && Index(value) is > 0 and var index && method.Sites[index - 1] is { Kind: SiteKind.TypeToken } token ? token.Target : null;

    /// <summary>The value that the call of this number gives.</summary>
    public static ValueFact ResultOf(int site) => new(ValueKind.Result, site.ToString(CultureInfo.InvariantCulture));

    /// <summary>The object that the New site of this number makes.</summary>
    public static ValueFact MadeBy(int site) => new(ValueKind.New, site.ToString(CultureInfo.InvariantCulture));

    public static ValueFact Argument(SiteFact site, int index) => index >= 0 && index < site.Arguments.Count ? site.Arguments[index] : ValueFact.Unknown;
}
