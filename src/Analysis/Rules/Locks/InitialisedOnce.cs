using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>
/// Fields that are made before anybody uses the object, under a lock of that: <c>if (_ready) return; lock (_once) { if (_ready) return; _names = []; _ready = true; }</c>. The flag sees to it that it is done once, whatever lock guards what the fields hold after that.
/// </summary>
internal static class InitialisedOnce
{
    /// <summary>Whether a field is written where a flag was tested under the same lock, which then says that it is done, and which nobody takes back while the object is used.</summary>
    public static bool Is(RuleContext context, FieldAccess access)
    {
        var (method, held) = (access.Node.Method, context.Locks.Held.At(access.Node, access.Site));
        if (access.ChangesContent || held.IsEmpty || method.Sites[access.Site] is not { Kind: SiteKind.FieldWrite } store || Values.Argument(store, 0).Kind == ValueKind.Null)
        {
            return false;
        }

        return context.Flows.Of(method).Known(method.Body.BlockOfSite[access.Site]).Any(known => known is { IsTrue: false, Tested.Kind: ValueKind.Field } && IsFlag(known.Tested.Text));

        bool IsFlag(string flag) =>
            Sites(SiteKind.FieldRead, flag).Any(read => read < access.Site)
            && Sites(SiteKind.FieldWrite, flag).Any(set => IsSet(method.Sites[set]) && method.Flow.CanFollow(access.Site, set))
            && context.Locks.Touches(method.Sites[Sites(SiteKind.FieldRead, flag).First()].Target)
                .All(touch => touch.Node.Method.Sites[touch.Site].Kind != SiteKind.FieldWrite || IsSet(touch.Node.Method.Sites[touch.Site]) || StateTouches.EndsTheObject(touch.Node.Owner(context.Graph)));

        IEnumerable<int> Sites(SiteKind kind, string field) =>
            Enumerable.Range(0, method.Sites.Count).Where(i => method.Sites[i].Kind == kind && method.Sites[i].Target.Id == field && !context.Locks.Held.At(access.Node, i).Meet(held).IsEmpty);
    }

    private static bool IsSet(SiteFact store) => Values.Argument(store, 0) is { Kind: ValueKind.Number, Text: "1" };
}
