using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.PerItem;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// What is made when it is first asked for and kept from then on, in a field or by another object: <c>if (_customer is null) { _customer = new(); …; Save(); }</c>. Mostly it was made before, so that a commit in it is no certain half of a pair.
/// </summary>
internal sealed class FirstUse(RuleContext context)
{
    /// <summary>
    /// Whether a call of a body is part of making something that is kept in a field from then on: it runs behind a test that the field holds nothing, and the field is set behind that test.
    /// </summary>
    public bool Is(MethodNode node, int site)
    {
        var method = node.Method;
        if (context.Catalogue.Of<RemembersMeaning>(method.Sites[site].Target) is not null || Remembered.IsOwnCache(method, site))
        {
            return true;
        }

        var flow = context.Flows.Of(method);
        return method.Body.HasTests && (IsKeptElsewhere(flow, method.Body.BlockOfSite[site]) || flow.Known(method.Body.BlockOfSite[site]).Any(IsFilled) || flow.Known(method.Body.BlockOfSite[site]).Any(known => !known.IsTrue && known.Tested.Kind switch
        {
            ValueKind.Field => Sets(known).Any(w => method.Sites[w].Target.Id == known.Tested.Text),
            ValueKind.Local => Sets(known).Any(w => Remembered.IsReadBefore(method.Sites, w, w)),
            ValueKind.Result => Remembered.IsWhetherSet(method, known.Tested) && Sets(known).Any(w => Remembered.IsReadBefore(method.Sites, w, w)),
            _ => false,
        }));

        // if (string.IsNullOrEmpty(_token)) _token = await LogInAsync();
        bool IsFilled((ValueFact Tested, bool IsTrue) known) =>
            known.IsTrue
            && Values.Source(method, known.Tested) is { Target: { Type: "System.String", Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } } asked
            && Values.Argument(asked, 0) is { Kind: ValueKind.Field } text
            && Sets(known).Any(w => method.Sites[w].Target.Id == text.Text);

        // A flag that is set to no says that there is nothing left to do: the next time there is something again.
        IEnumerable<int> Sets((ValueFact Tested, bool IsTrue) known) => Enumerable.Range(0, method.Sites.Count).Where(w =>
            method.Sites[w].Kind == SiteKind.FieldWrite && Values.Argument(method.Sites[w], 0) is not ({ Kind: ValueKind.Null } or { Text: "0", Kind: ValueKind.Number }) && Remembered.IsBehind(flow, method.Body.BlockOfSite[w], known));
    }

    /// <summary>
    /// <c>if (_request.User is not null) return _request.User; …; _request.User = user; return user;</c>: another object keeps what the method returns. A flag says that something was done, and is no such thing.
    /// </summary>
    private static bool IsKeptElsewhere(ControlFlow flow, int block)
    {
        var method = flow.Method;
        var returned = Generics.Awaited(method.Returns).Name;
        if (returned.StartsWith("System.", StringComparison.Ordinal))
        {
            return false;
        }

        for (var s = 0; s < method.Sites.Count; s++)
        {
            // Either what is kept is taken, or it is made and kept: one way does not come to the other.
            var at = flow.Body.BlockOfSite[s];
            if (method.Sites[s].Target is { HasReceiver: true } read
                && read.Returns?.Name == returned
                && read.Name.StartsWith("get_", StringComparison.Ordinal)
                && at != block
                && !Following.Leads(flow.Body, at, block)
                && !Following.Leads(flow.Body, block, at)
                && IsSetBehind(flow, block, read))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSetBehind(ControlFlow flow, int block, MethodRef read)
    {
        var setter = "set_" + read.Name.Substring("get_".Length);
        return flow.Method.Sites.Select((s, i) => (s, i)).Any(x =>
            x.s.Target.Name == setter
            && x.s.Target.Type == read.Type
            && Values.Argument(x.s, 0).Kind != ValueKind.Null
            && (flow.Body.BlockOfSite[x.i] == block || Following.Leads(flow.Body, block, flow.Body.BlockOfSite[x.i])));
    }
}
