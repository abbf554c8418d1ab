using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>The keys under which pipelines are registered and asked for: constants, and fields that hold one: <c>static readonly string Network = "network"; … GetPipeline(Network)</c>.</summary>
internal sealed class PolicyKeys(ValueOrigins origins)
{
    /// <summary>The first key that a call is given; empty where it is given none.</summary>
    public IReadOnlyList<ValueFact> Of(Activation at, SiteFact call) =>
        call.Arguments.FirstOrDefault(IsConstant) is { Kind: not ValueKind.Unknown } constant ? [constant]
            : call.Arguments.Where(a => a.Kind is ValueKind.Field or ValueKind.Result).Select(a => Of(at, a)).FirstOrDefault(keys => keys.Count > 0) ?? [];

    /// <summary>The constants that a value can be; empty where it may be anything else as well.</summary>
    public IReadOnlyList<ValueFact> Of(Activation at, ValueFact value)
    {
        if (IsConstant(value))
        {
            return [value];
        }

        var all = value.Kind is ValueKind.Field or ValueKind.Result or ValueKind.Parameter ? origins.Of(at, value) : [];
        return all.All(o => IsConstant(o.Value)) ? [.. all.Select(o => o.Value).Distinct()] : [];
    }

    private static bool IsConstant(ValueFact value) => value.Kind is ValueKind.Text or ValueKind.Number;
}
