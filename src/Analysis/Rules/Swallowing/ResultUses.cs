using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Which sites of a body are made on the result of another site, or are handed it, by itself or in an array.</summary>
internal sealed class ResultUses
{
    private readonly Dictionary<int, List<int>> _uses = [];

    public ResultUses(MethodFact method)
    {
        Method = method;
        for (var i = 0; i < method.Sites.Count; i++)
        {
            var site = method.Sites[i];
            Add(site.Receiver, i);
            foreach (var argument in site.Arguments)
            {
                Add(argument, i);
                foreach (var element in argument.Elements)
                {
                    Add(element, i);
                }
            }
        }
    }

    public MethodFact Method { get; }

    /// <summary>In site order.</summary>
    public IReadOnlyList<int> Of(int result) => _uses.TryGetValue(result, out var uses) ? uses : [];

    private void Add(ValueFact value, int site)
    {
        if (value.Kind == ValueKind.Result && Values.Index(value) is { } result)
        {
            if (!_uses.TryGetValue(result, out var uses))
            {
                _uses.Add(result, uses = []);
            }

            if (uses.Count == 0 || uses[uses.Count - 1] != site)
            {
                uses.Add(site);
            }
        }
    }
}
