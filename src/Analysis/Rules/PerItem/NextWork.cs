using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>Calls that wait for the next piece of work, or say whether there is to be one: <c>reader.WaitToReadAsync()</c>, <c>context.IsStopping</c>, <c>await timer.NextTick()</c>.</summary>
internal sealed class NextWork(RuleContext context)
{
    /// <summary>How far, and at how many implementations, it is looked for what waits.</summary>
    private const int Nearby = 2;

    /// <summary>A catalogued call gives work, or says whether there is any. A time that somebody only writes down says neither.</summary>
    public bool Gives(SiteFact site) => IsCatalogued(site) && !ClockLoops.IsClock(site);

    /// <summary>The call waits for work, or asks for it, itself or through own members.</summary>
    public bool IsAsked(SiteFact site) => IsAsked(site, Nearby);

    public static bool IsPause(SiteFact site) =>
        site.Target is { Type: "System.Threading.Tasks.Task", Name: "Delay" } or { Type: "System.Threading.Thread", Name: "Sleep" };

    private bool IsCatalogued(SiteFact site) => context.Catalogue.Of<UnitOfWorkMeaning>(site.Target.Type, site.Target.Name) is not null;

    private bool IsAsked(SiteFact site, int depth) =>
        IsCatalogued(site) || (depth > 0 && site.Kind is SiteKind.Call or SiteKind.VirtualCall && Bodies(site).Any(body => body.Method.Sites.Any(s => IsPause(s) || IsAsked(s, depth - 1))));

    private IEnumerable<MethodNode> Bodies(SiteFact site)
    {
        if (context.Graph.Find(site.Target) is not { } called)
        {
            return [];
        }

        return called.Method.Has(MethodTraits.Abstract)
            ? context.Graph.Types.Find(called.Assembly.Name, called.Type.Name) is { } type ? TypeHierarchy.SelfAndDerived(type).Select(t => Implementations.Of(context.Graph, t, called)).OfType<MethodNode>().Take(Nearby) : [] : [called];
    }
}
