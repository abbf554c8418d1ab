using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Dispatchers that find the handler interface of a message when they run: they name its open type and ask the message for its own, as in <c>typeof(IHandler&lt;&gt;).MakeGenericType(message.GetType())</c> or in a search for what implements
/// it, and call its member by name, with <c>dynamic</c> or a <c>MethodInfo</c>.
/// </summary>
internal sealed class ReflectiveDispatch(CodeGraph graph)
{
    private readonly Lazy<ILookup<string, MethodNode>> _parts = new(() => graph.Nodes.ToLookup(n => n.Assembly.Name + " " + n.Method.Owner, StringComparer.Ordinal));

    /// <summary>The parameters of a method that are such messages, and what is called for them.</summary>
    public IEnumerable<(int Parameter, DispatchMeaning Meaning)> Of(MethodNode node)
    {
        if (node.Method.Owner != node.Method.Id || !node.Method.Sites.Any(IsCalledByName))
        {
            return [];
        }

        var sites = _parts.Value[node.Assembly.Name + " " + node.Method.Id].SelectMany(n => n.Method.Sites).ToList();
        return Message(node, sites) is { } parameter ? Handlers(sites).Select(meaning => (parameter, meaning)) : [];
    }

    private static bool IsCalledByName(SiteFact site) => site.Target is
        { Type: "Microsoft.CSharp.RuntimeBinder.Binder", Name: "InvokeMember" } or { Type: "System.Reflection.MethodBase" or "System.Reflection.MethodInfo", Name: "Invoke" };

    /// <summary>The parameter that is asked for its type; in a lambda, where it is captured, the only one that can be meant.</summary>
    private int? Message(MethodNode node, List<SiteFact> sites)
    {
        var asked = sites.FindAll(s => s.Target is { Type: "System.Object", Name: "GetType" });
        foreach (var site in asked.Where(s => s.Receiver.Kind == ValueKind.Parameter))
        {
            return Values.Index(site.Receiver);
        }

        var own = Enumerable.Range(0, node.Method.Parameters.Count).Where(p => graph.IsOwn(node.Method.Parameters[p].Assembly)).ToList();
        return asked.Count > 0 && own.Count == 1 ? own[0] : null;
    }

    /// <summary>The open interfaces of the code's own that are named, of which a member's name is said as well.</summary>
    private IEnumerable<DispatchMeaning> Handlers(List<SiteFact> sites)
    {
        var said = new HashSet<string>(sites.SelectMany(s => s.Arguments).Where(a => a.Kind == ValueKind.Text).Select(a => a.Text), StringComparer.Ordinal);
        foreach (var token in sites.Where(s => s.Kind == SiteKind.TypeToken && s.Target.TypeArguments.Count == 0).Select(s => s.Target).GroupBy(t => t.Type, StringComparer.Ordinal).Select(g => g.First()))
        {
            if (token.Type.IndexOf('`') >= 0
                && graph.Types.Find(token.Assembly, token.Type) is { IsInterface: true } handler
                && handler.Methods.FirstOrDefault(m => m.Method.Parameters.Count > 0 && said.Contains(m.Method.Name)) is { } member)
            {
                yield return new(token.Type, member.Method.Name, "");
            }
        }
    }
}
