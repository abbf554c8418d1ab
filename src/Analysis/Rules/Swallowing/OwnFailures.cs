using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>What can fail for reasons outside the process at a call itself: an effect, what a catalogue says of a library, and what nobody here implements.</summary>
internal sealed class OwnFailures(CodeGraph graph, Catalogue catalogue)
{
    /// <summary>Ends what is over anyway: that it can fail is nobody's concern.</summary>
    private static readonly string[] Endings = ["Dispose", "Close", "Rollback", "Abort", "Cancel", "Disconnect", "Shutdown", "Kill"];

    private readonly Dictionary<(string Type, string Member, string Assembly), FailsMeaning?> _said = [];
    private readonly Dictionary<MethodNode, Dictionary<int, EffectSite>> _effects = [];

    /// <summary>Null for what cannot fail, or fails where it is implemented.</summary>
    public (string Subject, bool Certain, bool IsEffect)? At(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall or SiteKind.New))
        {
            return null;
        }

        if (EffectsOf(node).TryGetValue(index, out var effect))
        {
            return OnlyNotes(effect) ? null : (effect.Subject, true, true);
        }

        if (Streamed(node, site) is { } stream)
        {
            return (stream.Subject, true, true);
        }

        var target = site.Target;
        if (IsEnding(target.Name) || IsAccessor(target.Name) || IsBuilder(target.Type) || IsInMemory(node, site.Receiver))
        {
            return null;
        }

        if (!HasBody(node, index, target) && ((Writer(node, site) is var writer && writer != target.Type ? Said(target with { Type = writer }) : null) ?? Said(target)) is { } said)
        {
            return said.Can ? (Names.Member(target), true, false) : null;
        }

        return IsOpaqueWait(node, index, site) ? (Names.Member(target), false, false) : null;
    }

    /// <summary><c>var items = http.GetFromJsonAsAsyncEnumerable&lt;Item&gt;(…).GetAsyncEnumerator(); … await items.MoveNextAsync()</c>: the effect that the items come from, which is asked for them with each step.</summary>
    private EffectSite? Streamed(MethodNode node, SiteFact moves)
    {
        if (moves.Target is not { Type: "System.Collections.Generic.IAsyncEnumerator`1", Name: "MoveNextAsync" }
            || Values.Source(node.Method, moves.Receiver) is not { Target: { Type: "System.Collections.Generic.IAsyncEnumerable`1", Name: "GetAsyncEnumerator" } } begun)
        {
            return null;
        }

        return Values.Source(node.Method, begun.Receiver) is not null && Values.Index(begun.Receiver) is { } source && EffectsOf(node).TryGetValue(source, out var effect) ? effect : null;
    }

    /// <summary>A member of ours that is called like a library's, and has a body, is as good as what that does; so is an interface of ours that we implement.</summary>
    private bool HasBody(MethodNode node, int index, MethodRef target) =>
        graph.Find(target) is { } own && (own.Method.Sites.Count > 0 || (own.Method.Has(MethodTraits.Abstract) && node.EdgesAt(index).Any(e => e.To != own)))
        || OwnOverrides.Are(graph, node, index);

    /// <summary><c>db.Orders.Add(order)</c> is noted in memory: what fails is the save that writes it.</summary>
    private static bool OnlyNotes(EffectSite effect) =>
        effect is { Category: EffectCategory.DbWrite, Catalogued.Category: EffectCategory.DbWrite } && !Tasks.IsTask(effect.Node.Method.Sites[effect.Site].Target);

    public static bool IsDeletion(string member) =>
        member.StartsWith("Delete", StringComparison.Ordinal) || member.StartsWith("Remove", StringComparison.Ordinal) || member is "Exists" or "ExistsAsync";

    /// <summary><c>TryGet</c>, <c>TrySend</c>: by its name a member promises no success.</summary>
    public static bool IsTry(string member) => member.StartsWith("Try", StringComparison.Ordinal) && member.Length > 3 && char.IsUpper(member[3]);

    public static bool IsEnding(string member) => Array.Exists(Endings, e => member.StartsWith(e, StringComparison.Ordinal));

    /// <summary>A library's own asynchronous call, and a member that nobody here implements: what it does is not known, but it is not arithmetic.</summary>
    private bool IsOpaqueWait(MethodNode node, int index, SiteFact site)
    {
        if (site.Kind == SiteKind.New || catalogue.OfCall(site.Target) is not null)
        {
            return false;
        }

        if (graph.Types.Find(site.Target.Assembly, site.Target.Type) is { } own)
        {
            return node.Unresolved.Any(u => u.Site == index) && (own.IsInterface || graph.Find(site.Target) is { } member && member.Method.Has(MethodTraits.Abstract)) && (Tasks.IsTask(site.Target) || site.Target.Returns is { Name: "System.Void" });
        }

        // One that only hands back what it was given, of whatever type, waits for nothing.
        return site.Target.Name != "Invoke" && !graph.IsOwn(site.Target.Assembly) && site.Target.Returns is { } returned && Tasks.IsTask(returned);
    }

    /// <summary>C# names the member of <c>TextWriter</c> that a <c>StreamWriter</c> overrides: the one writes to wherever, the other to a file or a connection. The same with readers. Those of a process end with the process.</summary>
    private static string Writer(MethodNode node, SiteFact site) =>
        site.Target.Type is "System.IO.TextWriter" or "System.IO.TextReader" && Values.Source(node.Method, site.Receiver) is not { Target.Type: "System.Diagnostics.Process" } && StaticTypes.Of(node.Method, site.Receiver) is { Name: "System.IO.StreamWriter" or "System.IO.StreamReader" } stream ? stream.Name : site.Target.Type;

    /// <summary>A stream in memory, and what writes to one or reads it.</summary>
    private static bool IsInMemory(MethodNode node, ValueFact receiver) =>
        receiver.Kind == ValueKind.New && Values.Source(node.Method, receiver) is { } made
        && (made.Target.Type == "System.IO.MemoryStream" || (made.Target.Type is "System.IO.StreamWriter" or "System.IO.StreamReader" && Values.Argument(made, 0) is { Kind: ValueKind.New } under && IsInMemory(node, under)));

    /// <summary>What only describes something asks nobody yet.</summary>
    private static bool IsBuilder(string type)
    {
        var name = Names.Type(type);
        return name.EndsWith("Builder", StringComparison.Ordinal) || name.EndsWith("Builders", StringComparison.Ordinal);
    }

    private static bool IsAccessor(string member) =>
        member is "GetEnumerator" or "ToString" or "Equals" or "GetHashCode" or "CompareTo"
        || member.StartsWith(".", StringComparison.Ordinal) || member.StartsWith("op_", StringComparison.Ordinal) || member.StartsWith("get_", StringComparison.Ordinal) || member.StartsWith("set_", StringComparison.Ordinal)
        || member.StartsWith("add_", StringComparison.Ordinal) || member.StartsWith("remove_", StringComparison.Ordinal);

    private FailsMeaning? Said(MethodRef member)
    {
        if (!_said.TryGetValue((member.Type, member.Name, member.Assembly), out var said))
        {
            _said.Add((member.Type, member.Name, member.Assembly), said = catalogue.Of<FailsMeaning>(member));
        }

        return said;
    }

    private Dictionary<int, EffectSite> EffectsOf(MethodNode node)
    {
        if (!_effects.TryGetValue(node, out var effects))
        {
            _effects.Add(node, effects = []);
            foreach (var effect in node.Effects)
            {
                effects[effect.Site] = effect;
            }
        }

        return effects;
    }
}
