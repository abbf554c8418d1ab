using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// <c>var (user, error) = await CheckAsync(form); if (error is not null) return error; Save();</c>, where the check commits only on ways that end in <c>return (null, BadRequest());</c>: who goes on has an answer with which nothing was committed.
/// </summary>
/// <param name="commits">The sites of a body that lead to a commit.</param>
internal sealed class TupleAnswers(Flows flows, Func<MethodNode, IEnumerable<int>> commits)
{
    /// <summary>Whether a block is only come to with a part of a call's answer that none of the methods below gives when it has committed.</summary>
    public bool Exclude(MethodNode node, int site, IReadOnlyList<MethodNode> below, int block) =>
        below.Count > 0 && Known(node, site, block).Any(known => below.All(method => NeverGives(method, known.Part, known.IsThere)));

    /// <summary>The parts of an answer that are known to be there, or not to be, on every way to a block.</summary>
    private IEnumerable<(int Part, bool IsThere)> Known(MethodNode node, int site, int block)
    {
        foreach (var known in flows.Of(node.Method).Known(block))
        {
            var (tested, isThere) = NullTests.Of(node.Method, known);
            if (PartOf(node.Method, site, tested) is { } part)
            {
                yield return (part, isThere);
            }
        }
    }

    /// <summary>Which part of the answer a value is: read from it, or kept in a local that holds nothing else.</summary>
    private static int? PartOf(MethodFact method, int site, ValueFact value)
    {
        if (value.Kind == ValueKind.Local)
        {
            var stores = method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text).ToList();
            return stores.Count == 1 && stores[0].Value.Kind == ValueKind.Field ? PartOf(method, site, stores[0].Value) : null;
        }

        if (value.Kind != ValueKind.Field || !value.Text.StartsWith("F:System.ValueTuple`", StringComparison.Ordinal))
        {
            return null;
        }

        var names = CallAnswers.Names(method, site);
        var reads = method.Sites.Where(s => s.Kind == SiteKind.FieldRead && s.Target.Id == value.Text).ToList();
        return reads.Count > 0 && reads.TrueForAll(r => names.Contains(r.Receiver)) && reads[0].Target.Name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(reads[0].Target.Name.Substring(4), out var number) ? number - 1 : null;
    }

    /// <summary>Whether a method that has committed never answers with a part that is there, or is not.</summary>
    private bool NeverGives(MethodNode node, int part, bool isThere)
    {
        var body = node.Method.Body;
        var answers = body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => (s.Block, Part: Part(node.Method, s.Value, part))).ToList();
        if (answers.Count < 2 || answers.Exists(a => a.Part is null))
        {
            return false;
        }

        return commits(node).All(site => Following.Of(body, body.BlockOfSite[site]) is var behind
            && answers.FindAll(a => behind.Contains(a.Block)) is { Count: > 0 } then
            && then.TrueForAll(a => isThere ? a.Part!.Value.Kind == ValueKind.Null : IsMade(node, a.Part!.Value)));
    }

    private static ValueFact? Part(MethodFact method, ValueFact answer, int part) =>
        Values.Source(method, answer) is { Kind: SiteKind.New } made && made.Target.Type.StartsWith("System.ValueTuple`", StringComparison.Ordinal) && part < made.Arguments.Count ? made.Arguments[part] : null;

    /// <summary>Made on the spot, or by somebody else's method that has it at once, as <c>NotFound()</c>.</summary>
    private static bool IsMade(MethodNode node, ValueFact value) =>
        value.Kind is ValueKind.New or ValueKind.Text
        || (Values.Source(node.Method, value) is { Kind: SiteKind.Call or SiteKind.VirtualCall, IsAwaited: false, Target: { } target }
            && target.Type.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) && target.Returns?.Name.EndsWith("Result", StringComparison.Ordinal) == true);
}
