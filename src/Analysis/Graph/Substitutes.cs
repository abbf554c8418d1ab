using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>What a mock library makes has none of the own implementations behind it: <c>var stock = Substitute.For&lt;IStock&gt;()</c>.</summary>
internal sealed class Substitutes
{
    /// <summary>Type and member of what makes one. A partial substitute (<c>ForPartsOf</c>) runs the own body.</summary>
    private static readonly HashSet<string> Makers = new(StringComparer.Ordinal)
    {
        "NSubstitute.Substitute.For",
        "Moq.Mock.Of",
        "Moq.Mock.get_Object",
        "Moq.Mock`1.get_Object",
        "Moq.MockRepository.Of",
        "FakeItEasy.A.Fake",
        "FakeItEasy.A.Dummy",
        "FakeItEasy.Fake`1.get_FakedObject",
        "Rhino.Mocks.MockRepository.GenerateMock",
        "Rhino.Mocks.MockRepository.GenerateStub",
        "Telerik.JustMock.Mock.Create",
    };

    private readonly CodeGraph _graph;
    private readonly bool _areMade;
    private readonly HashSet<(string Assembly, string Field)> _fields = [];

    public Substitutes(CodeGraph graph)
    {
        _graph = graph;
        _areMade = graph.Assemblies.Any(a => a.Named.Any(IsMaker));
        foreach (var stores in _areMade ? graph.Nodes.SelectMany(n => n.Method.Sites.Where(s => s.Kind == SiteKind.FieldWrite).Select(s => (Node: n, Site: s))).GroupBy(s => (s.Site.Target.Assembly, s.Site.Target.Id)) : [])
        {
            if (stores.All(s => IsMade(s.Node.Method, Values.Argument(s.Site, 0))))
            {
                _fields.Add(stores.Key);
            }
        }
    }

    /// <summary>Whether a receiver is one: made in the body or around it, or kept in a field that holds nothing else.</summary>
    public bool Are(MethodNode node, ValueFact receiver) =>
        _areMade && receiver.Kind switch
        {
            ValueKind.Result => IsMade(node.Method, receiver),
            ValueKind.Field => node.Method.Sites.Any(s => s.Kind == SiteKind.FieldRead && s.Target.Id == receiver.Text && _fields.Contains((s.Target.Assembly, s.Target.Id))),
            ValueKind.Captured => _graph.Find(node.Assembly.Name, node.Method.Owner) is { } around
                && around.Method.Body.Steps.Where(s => s.Kind == StepKind.Capture && s.Slot == receiver.Text).ToList() is { Count: > 0 } captures
                && captures.TrueForAll(c => IsMade(around.Method, c.Value)),
            _ => false,
        };

    private static bool IsMade(MethodFact method, ValueFact value) => value.Kind == ValueKind.Result && Values.Source(method, value) is { } made && IsMaker(made.Target);

    private static bool IsMaker(MethodRef member) => Makers.Contains(member.Type + "." + member.Name);
}
