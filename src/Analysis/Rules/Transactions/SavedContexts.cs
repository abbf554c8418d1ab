using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Which context a commit saves: <c>db.SaveChanges()</c>, or a call that leads to that and to no commit of another kind.</summary>
/// <param name="commits">The sites of a body that lead to a commit.</param>
internal sealed class SavedContexts(DbHandles handles, Func<MethodNode, IEnumerable<int>> commits)
{
    /// <summary>How far below a call its save is looked for.</summary>
    private const int Near = 3;

    private readonly Dictionary<(MethodNode, string), bool> _always = [];

    /// <summary>The context that a commit saves, where the code shows its type, and no other; null otherwise.</summary>
    public DbHandle? Of(MethodNode node, int site) => Of(node, site, Near);

    public static bool IsSave(EffectSite effect) =>
        effect.Category == EffectCategory.DbCommit && effect.Node.Method.Sites[effect.Site].Target.Name is "SaveChanges" or "SaveChangesAsync";

    /// <summary>A body that is the save of a context itself, with what it does besides.</summary>
    public bool IsSave(MethodNode node) => node.Method.Name is "SaveChanges" or "SaveChangesAsync" && handles.IsContext(new(node.Assembly.Name, node.Type.Name, []));

    /// <summary>The bodies that a call comes to a commit by: an implementation that keeps everything in memory commits nothing, and has nothing to do with one that does.</summary>
    public IReadOnlyList<MethodNode> Below(MethodNode node, int site) => [.. node.EdgesAt(site).Where(e => e.To != node && commits(e.To).Any()).Select(e => e.To).Distinct()];

    /// <summary>Whether a site saves a context whenever it is run.</summary>
    public bool Saves(MethodNode node, int site, string context) => Saves(node, site, context, Near);

    private DbHandle? Of(MethodNode node, int site, int depth)
    {
        var effects = node.EffectsAt(site).Where(e => e.Category == EffectCategory.DbCommit).ToList();
        if (effects.Count > 0)
        {
            return effects.TrueForAll(IsSave) && handles.OfEffect(effects[0]) is { IsContext: true, Type: { } type } handle && !Generics.IsParameter(type) ? handle : null;
        }

        DbHandle? found = null;
        foreach (var body in depth == 0 ? [] : Below(node, site))
        {
            foreach (var commit in commits(body))
            {
                if (Of(body, commit, depth - 1) is not { } below || (found is not null && found.Type!.Name != below.Type!.Name))
                {
                    return null;
                }

                found = below;
            }
        }

        return found;
    }

    private bool Saves(MethodNode node, int site, string context, int depth) =>
        node.EffectsAt(site).Any(e => IsSave(e) && handles.OfEffect(e) is { IsContext: true, Type: { } type } && type.Name == context)
        || (depth > 0 && Below(node, site) is { Count: > 0 } below && below.All(b => SavesAlways(b, context, depth - 1)));

    /// <summary>Every way through a body passes a save.</summary>
    private bool SavesAlways(MethodNode node, string context, int depth)
    {
        if (!_always.TryGetValue((node, context), out var known))
        {
            _always[(node, context)] = false; // who only calls itself saves nothing
            var body = node.Method.Body;
            var saves = new HashSet<int>(commits(node).Where(s => Saves(node, s, context, depth)).Select(s => body.BlockOfSite[s]));
            known = saves.Count > 0 && (saves.Contains(0) || !Following.Of(body, [0], saves).Any(body.Returns));
            _always[(node, context)] = known;
        }

        return known;
    }
}
