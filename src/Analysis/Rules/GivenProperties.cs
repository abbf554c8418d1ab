using System.Collections.Concurrent;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// What an object was made with keeps the method that it is handed to from doing: <c>Publish(new Changed("renamed", desk))</c> does not come to what stands behind <c>case "removed":</c> of a <c>switch (changed.How)</c>.
/// </summary>
internal sealed class GivenProperties(CodeGraph graph, Flows flows)
{
    private readonly ConcurrentDictionary<(MethodFact Method, string Texts), HashSet<int>> _reached = new();
    private readonly ConcurrentDictionary<MethodFact, IReadOnlyList<Question>> _questions = new(ByReference<MethodFact>.Instance);

    /// <summary>Whether the method that a call leads to does not come to one of its sites then.</summary>
    public bool Exclude(CallEdge arrival, int site)
    {
        var method = arrival.To.Method;
        if (arrival.Site < 0 || site < 0 || arrival.Mode != RunMode.Inline || site >= method.Body.BlockOfSite.Count || Questions(method) is not { Count: > 0 } questions
            || Made(arrival) is not { } handed || questions.Where(q => q.Parameter == handed.Parameter).ToList() is not { Count: > 0 } asked)
        {
            return false;
        }

        var texts = asked.Select(q => (q.Site, IsEqual: TextOf(arrival.From.Method, handed.New, q.Getter) is { } text ? text == q.Text : (bool?)null)).Where(t => t.IsEqual is not null).ToList();
        return texts.Count > 0 && !_reached.GetOrAdd((method, string.Join(",", texts)), _ => Reached(method, texts)).Contains(method.Body.BlockOfSite[site]);
    }

    /// <summary>Whether a call hands over what it makes with a text.</summary>
    public static bool MakesSomething(CallEdge call) =>
        call is { Site: >= 0 } && call.From.Method.Sites[call.Site].Arguments.Any(a => Values.Source(call.From.Method, a) is { Kind: SiteKind.New } made && made.Arguments.Any(given => given.Kind == ValueKind.Text));

    private HashSet<int> Reached(MethodFact method, List<(int Site, bool? IsEqual)> texts) => GivenReach.Walk(flows.Of(method), block =>
        method.Body.Blocks[block] is { IsTest: true, Compares: Comparison.None } test && test.WhenTrue != test.WhenFalse
        && Values.Index(test.Tested) is { } site && test.Tested == Values.ResultOf(site) && method.Body.BlockOfSite[site] == block
        && texts.Find(t => t.Site == site) is { IsEqual: { } isEqual }
            ? isEqual == (method.Sites[site].Target.Name != "op_Inequality") ? test.WhenTrue : test.WhenFalse
            : null);

    /// <summary>The one parameter that is handed an object made on the spot: a mediator in between has parameters of its own.</summary>
    private static (int Parameter, int New)? Made(CallEdge arrival)
    {
        var (caller, parameters) = (arrival.From.Method, arrival.To.Method.Parameters);
        var made = caller.Sites[arrival.Site].Arguments.Where(a => Values.Source(caller, a) is { Kind: SiteKind.New } site && parameters.Any(p => p.Name == site.Target.Type)).ToList();
        return made.Count == 1 && caller.Sites[Values.Index(made[0])!.Value].Target.Type is var type && parameters.Count(p => p.Name == type) == 1
            ? (Enumerable.Range(0, parameters.Count).First(p => parameters[p].Name == type), Values.Index(made[0])!.Value)
            : null;
    }

    /// <summary>The text that a property of an object has had since it was made; null where the code does not show it.</summary>
    private string? TextOf(MethodFact caller, int made, MethodRef getter)
    {
        var site = caller.Sites[made];
        if (graph.Find(site.Target) is not { } constructor
            || graph.Find(getter) is not { Method.Sites: { Count: 1 } read } || read[0].Kind != SiteKind.FieldRead
            || caller.Sites.Any(s => s.Target.Name == "set_" + getter.Name.Substring("get_".Length) && s.Receiver == Values.MadeBy(made)))
        {
            return null;
        }

        var stores = constructor.Method.Sites.Where(s => s.Kind == SiteKind.FieldWrite && s.Target.Id == read[0].Target.Id).ToList();
        return stores.Count == 1 && Values.Argument(stores[0], 0) is { Kind: ValueKind.Parameter } stored && Values.Index(stored) is { } parameter && Values.Argument(site, parameter) is { Kind: ValueKind.Text } text
            ? text.Text
            : null;
    }

    private IReadOnlyList<Question> Questions(MethodFact method) => _questions.GetOrAdd(method, Find);

    private static List<Question> Find(MethodFact method)
    {
        var questions = new List<Question>();
        for (var s = 0; s < method.Sites.Count; s++)
        {
            if (GivenReach.IsOfTexts(method.Sites[s].Target))
            {
                var operands = method.Sites[s].Target.HasReceiver ? [method.Sites[s].Receiver, .. method.Sites[s].Arguments] : method.Sites[s].Arguments;
                if (operands.FirstOrDefault(o => o.Kind == ValueKind.Text) is { Kind: ValueKind.Text } text
                    && operands.Select(o => Values.Source(method, o)).FirstOrDefault(o => o is { Receiver.Kind: ValueKind.Parameter, Target.ParameterCount: 0 } get && get.Target.Name.StartsWith("get_", StringComparison.Ordinal)) is { } asked)
                {
                    questions.Add(new(s, Values.Index(asked.Receiver) ?? -1, asked.Target, text.Text));
                }
            }
        }

        return questions;
    }

    /// <param name="Site">The comparison.</param>
    /// <param name="Parameter">Whose property is compared.</param>
    /// <param name="Getter">The property's.</param>
    /// <param name="Text">What it is compared with.</param>
    private sealed record Question(int Site, int Parameter, MethodRef Getter, string Text);
}
