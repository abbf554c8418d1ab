using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Questions that are handed a failure, tell of it, and answer by something else: <c>Log(e); return attempt &lt; 3;</c>. Whoever is tried again by such an answer is tried again whatever has failed.</summary>
internal sealed class UnaskedFailures(CodeGraph graph, Catalogue catalogue)
{
    /// <summary>What an exception says of itself in words: enough for a log, and nothing to choose by without another call.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "get_Message", "get_StackTrace", "ToString", "GetType", "get_Name", "get_FullName" };

    /// <summary>Whether what a call of our own answers has nothing to do with the exception that it is handed.</summary>
    public bool Are(SiteFact question) =>
        graph.Find(question.Target) is { } node
        && !node.Method.Has(MethodTraits.Abstract | MethodTraits.Virtual)
        && Enumerable.Range(0, question.Arguments.Count).Where(a => question.Arguments[a].Kind == ValueKind.Caught).ToList() is { Count: 1 } given
        && question.Receiver.Kind != ValueKind.Caught
        && IsUnasked(node, given[0]);

    /// <summary>Whether what a predicate answers has nothing to do with its argument.</summary>
    public bool IsUnasked(MethodNode node, int parameter)
    {
        var method = node.Method;
        if (method.Body.Steps.Any(s => s.Kind is StepKind.TypeTest or StepKind.Throw or StepKind.Capture && Is(s.Value)) || OpenPredicates.SaysNo(node))
        {
            return false;
        }

        var words = new HashSet<int>();
        var told = new HashSet<int>();
        var text = false;
        for (var i = 0; i < method.Sites.Count; i++)
        {
            var site = method.Sites[i];
            var isText = site.Target.Type == "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler";
            var isGiven = IsOf(site.Receiver) || site.Arguments.Any(IsOf);
            if (isGiven)
            {
                told.UnionWith(site.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Append(site.Receiver).Where(IsOf).Select(v => v.Kind == ValueKind.Parameter ? -1 : Values.Index(v)!.Value));
            }

            // An interpolated text is built by a struct, whose calls do not show that they speak of one thing.
            text = (text && !(isText && site.Target.Name == ".ctor")) || (isText && isGiven);
            if ((isText && site.Target.Name == "ToStringAndClear" && text) || (isGiven && (Words.Contains(site.Target.Name) || site.Target is { Type: "System.String", Name: "Concat" or "Format" })))
            {
                words.Add(i);
            }
            else if (isGiven && !isText && catalogue.Of<RecordsMeaning>(site.Target.Type, site.Target.Name) is null)
            {
                return false;
            }
        }

        // What nobody was told of may have been compared.
        return told.Contains(-1) && words.IsSubsetOf(told) && !method.Body.Steps.Any(s => s.Kind == StepKind.Return && IsOf(s.Value)) && !method.Body.Blocks.Any(b => b.True.Any(IsOf));

        bool Is(ValueFact value) => value.Kind == ValueKind.Parameter && Values.Index(value) == parameter;

        bool IsOf(ValueFact value) => Is(value) || (value.Kind == ValueKind.Result && Values.Index(value) is { } index && words.Contains(index)) || (value.Kind == ValueKind.Many && value.Elements.Any(IsOf));
    }
}
