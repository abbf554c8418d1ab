using System.Collections.Concurrent;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>Which blocks a method comes to when some of its parameters are what the code of a caller says: <c>Send(url, Verb.Get)</c> goes to one case of the switch only.</summary>
internal sealed class GivenReach(Flows flows)
{
    private readonly ConcurrentDictionary<(MethodFact Method, string Given), HashSet<int>?> _reached = new(Key.Instance);

    /// <summary>Whether a block is come to.</summary>
    /// <param name="given">What is handed over for each parameter.</param>
    public bool Comes(MethodFact method, IReadOnlyList<ValueFact> given, int block)
    {
        if (!given.Any(g => g.Kind is ValueKind.Number or ValueKind.Text or ValueKind.Null))
        {
            return true;
        }

        var key = string.Join("\u001e", given.Select(g => g.Kind is ValueKind.Number or ValueKind.Text or ValueKind.Null ? (int)g.Kind + g.Text : GivenArguments.IsThere(g) == true ? "!" : ""));
        if (!_reached.TryGetValue((method, key), out var reached))
        {
            _reached.TryAdd((method, key), reached = Walk(method, given));
        }

        return reached is null || reached.Contains(block);
    }

    /// <summary>Whether a method asks its parameters for a number or a text.</summary>
    public static bool Asks(MethodFact method) => method.Body.Cases.Any(c => c.Asked.Kind == ValueKind.Parameter) || method.Sites.Any(s => IsOfTexts(s.Target) && (s.Receiver.Kind == ValueKind.Parameter || s.Arguments.Any(a => a.Kind == ValueKind.Parameter)));

    /// <summary>Null where nothing is decided.</summary>
    private HashSet<int>? Walk(MethodFact method, IReadOnlyList<ValueFact> given)
    {
        var isDecided = false;
        var reached = Walk(flows.Of(method), block =>
        {
            var decided = Decided(method, given, block);
            isDecided |= decided is not null;
            return decided;
        });
        return isDecided ? reached : null;
    }

    /// <summary>What a body comes to.</summary>
    /// <param name="decided">Where alone a block goes on; null where that is open.</param>
    public static HashSet<int> Walk(ControlFlow flow, Func<int, int?> decided)
    {
        var reached = new HashSet<int> { 0 };
        var queue = new Queue<int>(reached);
        while (queue.Count > 0)
        {
            var block = queue.Dequeue();
            var only = decided(block);
            foreach (var next in flow.Successors[block])
            {
                // A handler can be come to from wherever it goes on.
                if ((only is null || next == only || !flow.Body.Blocks[block].Next.Contains(next)) && reached.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return reached;
    }

    private static int? Decided(MethodFact method, IReadOnlyList<ValueFact> given, int block)
    {
        var cases = method.Body.Cases.Where(c => c.Block == block).ToList();
        if (cases.Count > 0 && cases[0].Asked.Kind == ValueKind.Parameter && Values.Index(cases[0].Asked) is { } parameter && parameter < given.Count && given[parameter] is { Kind: ValueKind.Number } number && int.TryParse(number.Text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var n))
        {
            var to = cases.Find(c => LoopTurns.Holds(n, c.Compares, c.Against))?.WhenTrue ?? cases[0].WhenFalse;
            return to >= 0 ? to : null;
        }

        var test = method.Body.Blocks[block];
        return !test.IsTest || test.WhenTrue == test.WhenFalse || test.OfType.Length > 0 ? null
            : Truth(method, given, block, test) is { } isTrue ? (isTrue ? test.WhenTrue : test.WhenFalse)
            : null;
    }

    private static bool? Truth(MethodFact method, IReadOnlyList<ValueFact> given, int block, BlockFact test)
    {
        if (test.Compares != Comparison.None)
        {
            return null;
        }

        if (test.Tested.Kind == ValueKind.Parameter)
        {
            return Values.Index(test.Tested) is { } p && p < given.Count ? GivenArguments.IsThere(given[p]) : null;
        }

        // Tested where it is asked: joined with another operand it says nothing by itself.
        return test.Tested.Kind == ValueKind.Result && Values.Index(test.Tested) is { } site && method.Body.BlockOfSite[site] == block && method.Sites[site] is var asked && IsOfTexts(asked.Target)
            && Operands(asked, given) is ({ } left, { } right) ? left == right == (asked.Target.Name != "op_Inequality")
            : null;
    }

    /// <summary>Whether two texts are compared.</summary>
    public static bool IsOfTexts(MethodRef target) =>
        target is { Type: "System.String", Name: "op_Equality" or "op_Inequality" or "Equals" } && target.ParameterCount == (target.HasReceiver ? 1 : 2);

    private static (string? Left, string? Right) Operands(SiteFact asked, IReadOnlyList<ValueFact> given) => asked.Target.HasReceiver
        ? (Text(asked.Receiver, given), Text(Values.Argument(asked, 0), given))
        : (Text(Values.Argument(asked, 0), given), Text(Values.Argument(asked, 1), given));

    private static string? Text(ValueFact value, IReadOnlyList<ValueFact> given)
    {
        var known = value.Kind == ValueKind.Parameter && Values.Index(value) is { } p && p < given.Count ? given[p] : value;
        return known.Kind == ValueKind.Text ? known.Text : null;
    }

    /// <summary>Methods are the same object or not the same.</summary>
    private sealed class Key : IEqualityComparer<(MethodFact Method, string Given)>
    {
        public static Key Instance { get; } = new();

        public bool Equals((MethodFact Method, string Given) x, (MethodFact Method, string Given) y) => ReferenceEquals(x.Method, y.Method) && x.Given == y.Given;

        public int GetHashCode((MethodFact Method, string Given) obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Method) ^ StringComparer.Ordinal.GetHashCode(obj.Given);
    }
}
