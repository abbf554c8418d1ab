using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Collections in private fields that are only ever filled: <c>_running.Add(SendAsync());</c>, and nobody who takes anything out. What they hold is as good as dropped.</summary>
internal sealed class UnreadLists(CodeGraph graph)
{
    /// <summary>These put something in, take it out again without a look at it, or ask how many there are.</summary>
    private static readonly HashSet<string> Blind = new(StringComparer.Ordinal)
    {
        "Add", "TryAdd", "Enqueue", "Push", "Insert", "AddLast", "AddFirst", "set_Item", "get_Count", "get_IsEmpty", "Clear", "Remove", "Contains", "ContainsKey", "TrimExcess",
    };

    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Whether a call puts something into such a collection.</summary>
    public bool Takes(MethodNode node, SiteFact site) =>
        site.Receiver.Kind == ValueKind.Field
        && site.Target.Name is "Add" or "TryAdd" or "Enqueue" or "Push" or "Insert" or "AddLast" or "AddFirst" or "set_Item"
        && site.Target.Type.StartsWith("System.Collections.", StringComparison.Ordinal)
        && IsUnread(node, site.Receiver.Text);

    private bool IsUnread(MethodNode node, string field)
    {
        if (!_known.TryGetValue(field, out var known))
        {
            _known.Add(field, known = IsOwn(node, field) && graph.Sites.Of(m => m.Id == field).Select(s => s.Node).Distinct().All(n => OnlyFills(n, field)));
        }

        return known;
    }

    /// <summary>A field that others can read may be read where the check does not look.</summary>
    private bool IsOwn(MethodNode node, string field)
    {
        var type = node.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == field)?.Target.Type;
        return type is not null && graph.Types.Find(node.Assembly.Name, type)?.Fact.Fields.Any(f => f.Id == field && !f.Has(FieldTraits.Visible) && !f.Has(FieldTraits.Backing)) == true;
    }

    private bool OnlyFills(MethodNode node, string field)
    {
        var method = node.Method;
        var reads = 0;
        var blind = 0;
        var isTouched = false;
        foreach (var site in method.Sites)
        {
            if (site.Target.Id == field)
            {
                if (site.Kind == SiteKind.FieldWrite && Values.Argument(site, 0).Kind != ValueKind.New)
                {
                    return false; // somebody else's collection
                }

                reads += site.Kind == SiteKind.FieldRead ? 1 : 0;
                isTouched = true;
            }

            blind += Is(site.Receiver) && (IsBlind(site) || RemovesDone(node, site)) ? 1 : 0;
            blind += site.Target is { Type: "System.Threading.Monitor", Name: "Enter" } && site.Arguments.Any(Is) ? 1 : 0;
        }

        // A read of which nothing more is known went somewhere.
        return !isTouched || (reads == blind && !method.Sites.Any(s => IsMade(s) && s.Target.Type != "System.Threading.Monitor") && !method.Body.Steps.Any(s => Is(s.Value) && s.Kind != StepKind.LocalWrite));

        bool Is(ValueFact value) => value.Kind == ValueKind.Field && value.Text == field;

        bool IsMade(SiteFact site) => site.Arguments.Any(a => Is(a) || a.Elements.Any(Is));
    }

    /// <summary><c>_running.RemoveAll(t => t.IsCompleted)</c></summary>
    private bool RemovesDone(MethodNode node, SiteFact site) =>
        site.Target.Name is "RemoveAll" or "RemoveWhere"
        && Values.Argument(site, 0) is { Kind: ValueKind.Delegate } which
        && graph.Find(node.Assembly.Name, which.Text) is { } asks
        && asks.Method.Sites.All(s => TaskUses.OnlyAsksWhetherDone(s.Target));

    /// <summary>A Remove that is told which takes it out unseen.</summary>
    private static bool IsBlind(SiteFact site) => Blind.Contains(site.Target.Name) && site.Target.Type.StartsWith("System.Collections.", StringComparison.Ordinal);
}
