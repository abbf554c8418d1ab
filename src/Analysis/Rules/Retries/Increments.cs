using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.PerItem;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Stored values that are computed from themselves: <c>set balance = balance + 10</c>, <c>SetProperty(a => a.Balance, a => a.Balance + 10)</c>, <c>account.Balance += 10</c> before a save. What repeats them counts twice.
/// </summary>
internal sealed class Increments(CodeGraph graph)
{
    private const string Expression = "System.Linq.Expressions.Expression";

    private static readonly HashSet<string> Operators = new(StringComparer.Ordinal) { "Add", "AddChecked", "Subtract", "SubtractChecked", "Multiply", "MultiplyChecked", "Divide" };

    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal)
    {
        "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", "System.Single", "System.Double", "System.Decimal",
    };

    private readonly Dictionary<EffectSite, Repetition> _known = [];

    /// <summary>What happens when a commit is made again: harmful for a statement that counts, unclear for an entity that seems to, harmless for all others.</summary>
    public Repetition Of(EffectSite effect)
    {
        if (effect.Category != EffectCategory.DbCommit || effect.Repetition != Repetition.Harmless || effect.Node.OpensTransaction)
        {
            return Repetition.Harmless;
        }

        if (!_known.TryGetValue(effect, out var known))
        {
            _known.Add(effect, known = Judge(effect.Node, effect.Site));
        }

        return known;
    }

    /// <summary>The same on a path that hands the statement over.</summary>
    public Repetition Of(EffectSite effect, IReadOnlyList<CallEdge> path) =>
        Of(effect) is not Repetition.Harmless and var known ? known
        : effect is { Category: EffectCategory.DbCommit, Repetition: Repetition.Unclear, Node.OpensTransaction: false }
            && HandedStatements.Of(effect, path) is { } handed
            && SqlIncrements.Are(handed.Text)
            && !IsMarked(effect.Node, effect.Site) && !IsMarked(handed.Node, handed.Site) && !HandedStatements.HasOther(handed.Node, handed.Site) ? Repetition.Harmful
        : Repetition.Harmless;

    private Repetition Judge(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        return site.Target.Name switch
        {
            "ExecuteUpdate" or "ExecuteUpdateAsync" => IsUpdate(node, site) && !IsMarked(node, index) ? Repetition.Harmful : Repetition.Harmless,
            "SaveChanges" or "SaveChangesAsync" => IsSave(node, index) ? Repetition.Unclear : Repetition.Harmless,
            "UpdateOne" or "UpdateOneAsync" or "UpdateMany" or "UpdateManyAsync" => IsCountedInDocuments(node.Method, site) && !IsMarked(node, index) ? Repetition.Unclear : Repetition.Harmless,
            _ => SqlText.Of(node.Method, site) is { } sql && SqlIncrements.Are(sql) && !IsMarked(node, index) ? Repetition.Harmful : Repetition.Harmless,
        };
    }

    /// <summary>A look into the database before, or a row that is added besides: the author has thought of the second time.</summary>
    private static bool IsMarked(MethodNode node, int index) =>
        node.Effects.Any(e => e.Site != index && ((e.Category == EffectCategory.DbRead && node.Method.Flow.CanFollow(e.Site, index)) || e is { Category: EffectCategory.DbWrite or EffectCategory.DbCommit, Repetition: Repetition.Unclear }));

    /// <summary>
    /// An update of MongoDB that counts or appends: <c>Builders&lt;T&gt;.Update.Inc(a => a.Balance, 10)</c>. Never for certain: a filter is often put together elsewhere, and may see to it that the second time finds nothing.
    /// </summary>
    private static bool IsCountedInDocuments(MethodFact method, SiteFact update)
    {
        var counted = update.Arguments.SelectMany(a => Chain.Sites(method, a)).Distinct().Select(s => method.Sites[s])
            .Where(s => s.Target is { Name: "Inc" or "Mul" or "Push" or "PushEach" } target && target.Type.StartsWith("MongoDB.Driver.UpdateDefinition", StringComparison.Ordinal))
            .SelectMany(s => s.Arguments.SelectMany(a => Properties(method, a))).ToList();
        return counted.Count > 0 && !counted.TrueForAll(SqlIncrements.IsWatching);
    }

    private bool IsUpdate(MethodNode node, SiteFact update)
    {
        var bodies = update.Arguments.Where(a => a.Kind == ValueKind.Delegate).Select(a => graph.Find(node.Assembly.Name, a.Text)).OfType<MethodNode>().Select(n => n.Method).Append(node.Method);
        return bodies.Any(body => Counted(body).ToList() is { Count: > 0 } counted && !counted.TrueForAll(c => SqlIncrements.IsWatching(c)) && !IsGuarded(node.Method, update, body, counted));
    }

    /// <summary>The properties that an update computes from themselves.</summary>
    private static IEnumerable<string> Counted(MethodFact body)
    {
        for (var s = 0; s < body.Sites.Count; s++)
        {
            var call = body.Sites[s];
            if (call.Target.Name == "SetProperty" && call.Target.Type.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal) && call.Kind is SiteKind.Call or SiteKind.VirtualCall
                && Properties(body, Values.Argument(call, 0)).FirstOrDefault() is { } property
                && Chain.Sites(body, Values.Argument(call, 1)).Any(o => IsOperator(body.Sites[o]) && Properties(body, Values.ResultOf(o)).Contains(property)))
            {
                yield return property;
            }
        }
    }

    private static bool IsOperator(SiteFact site) => site.Target.Type == Expression && Operators.Contains(site.Target.Name);

    /// <summary>The names of the properties that an expression reads: the token of each getter stands right before the call that makes a MethodInfo of it.</summary>
    private static IEnumerable<string> Properties(MethodFact body, ValueFact expression)
    {
        foreach (var s in Chain.Sites(body, expression))
        {
            if (body.Sites[s].Target is { Type: Expression, Name: "Property" })
            {
                for (var t = s - 1; t >= 0 && t >= s - 3; t--)
                {
                    if (body.Sites[t] is { Kind: SiteKind.MethodToken } token)
                    {
                        yield return token.Target.Name.StartsWith("get_", StringComparison.Ordinal) ? token.Target.Name.Substring(4) : token.Target.Name;
                        break;
                    }
                }
            }
        }
    }

    /// <summary>The rows are chosen by a version, or by what the update changes.</summary>
    private static bool IsGuarded(MethodFact method, SiteFact update, MethodFact body, List<string> counted)
    {
        var query = update.Target.HasReceiver ? update.Receiver : Values.Argument(update, 0);
        var asked = Properties(method, query).ToList();
        var set = body.Sites.Where(s => s.Target.Name == "SetProperty").Select(s => Properties(body, Values.Argument(s, 0)).FirstOrDefault()).OfType<string>().Except(counted);
        return asked.Exists(SqlIncrements.IsToken) || set.Any(asked.Contains);
    }

    /// <summary>An entity that was read in the same body gets a number that is computed from the one that it had.</summary>
    private bool IsSave(MethodNode node, int save)
    {
        var method = node.Method;
        var reads = new HashSet<int>(node.Effects.Where(e => e.Category == EffectCategory.DbRead).Select(e => e.Site));
        if (reads.Count == 0 || node.Effects.Any(e => e.Category == EffectCategory.DbWrite && e.Repetition == Repetition.Unclear))
        {
            return false;
        }

        for (var i = 0; i < method.Sites.Count; i++)
        {
            var site = method.Sites[i];
            if (site.Kind is SiteKind.Call or SiteKind.VirtualCall && site.Target.HasReceiver && method.Flow.CanFollow(i, save)
                && Chain.Sites(method, site.Receiver).Where(reads.Contains).ToList() is { Count: > 0 } loads
                && reads.All(r => loads.Contains(r) || !method.Flow.CanFollow(r, save))
                && !HasToken(site.Target)
                && (AddsTo(method, i) || AddsBelow(node, i)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A second attempt reads again, and so does not meet the version of the first; whoever keeps one has thought about it.</summary>
    private bool HasToken(MethodRef target)
    {
        for (var type = graph.Types.Find(target.Assembly, target.Type); type is not null; type = type.Base)
        {
            if (type.Methods.Any(m => m.Method.Name.StartsWith("get_", StringComparison.Ordinal) && SqlIncrements.IsToken(m.Method.Name)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>account.Deposit(10)</c>, where that says <c>Balance += amount</c>.</summary>
    private static bool AddsBelow(MethodNode node, int index) =>
        node.EdgesAt(index).Where(e => e.Certain && e.Via is null && !e.To.Method.Has(MethodTraits.SpecialName)).Select(e => e.To.Method).Any(m =>
            Enumerable.Range(0, m.Sites.Count).Any(i => m.Sites[i].Receiver.Kind == ValueKind.This && AddsTo(m, i)));

    /// <summary><c>x.N += …</c>: what is written was computed from what a read in the same statement gave.</summary>
    private static bool AddsTo(MethodFact method, int index)
    {
        var write = method.Sites[index];
        var name = write.Target.Name;
        var isProperty = name.StartsWith("set_", StringComparison.Ordinal) && write.Target.ParameterCount == 1;
        if (!(isProperty || write.Kind == SiteKind.FieldWrite) || SqlIncrements.IsWatching(name))
        {
            return false;
        }

        var value = Values.Argument(write, 0);
        for (var i = index - 1; i >= 0; i--)
        {
            var read = method.Sites[i];
            if (read.Receiver != write.Receiver || read.Target.Returns is not { } type || !Numbers.Contains(type.Name)
                || (isProperty ? read.Target.Name != "get_" + name.Substring(4) || read.Target.Type != write.Target.Type : read.Kind != SiteKind.FieldRead || read.Target.Id != write.Target.Id))
            {
                continue;
            }

            var gets = isProperty ? Values.ResultOf(i) : new(ValueKind.Field, read.Target.Id);
            return value.Kind == ValueKind.Unknown
                ? type.Name != "System.Decimal" && read.Span.Line == write.Span.Line && method.Body.BlockOfSite[i] == method.Body.BlockOfSite[index] && IsAdjacent(method, i, index)
                : Values.Source(method, value) is { Target.Name: "op_Addition" or "op_Subtraction" or "op_Multiply" or "op_Increment" or "op_Decrement" } sum && (sum.Arguments.Contains(gets) || sum.Receiver == gets);
        }

        return false;
    }

    /// <summary>A computation of numbers leaves no trace but what is read for it: a call in between would have given the value.</summary>
    private static bool IsAdjacent(MethodFact method, int read, int write) =>
        Enumerable.Range(read + 1, write - read - 1).All(i => method.Sites[i].Kind == SiteKind.FieldRead || method.Sites[i].Target.Name.StartsWith("get_", StringComparison.Ordinal));
}
