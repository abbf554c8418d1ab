using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Whether what a method answers after a failure can be told from what it answers otherwise: nothing, zero and an empty list cannot.</summary>
/// <param name="takesAll">Whether the handler takes every failure: then "there is no such thing" is no answer, for it would be given to an outage as well.</param>
/// <param name="tried">The first block of what is tried; what is answered before it is none of its successes.</param>
internal sealed class Answers(MethodNode node, Caught caught, HashSet<int> afterFailure, bool takesAll = false, int tried = 0)
{
    private const int Deepest = 4;
    private const string Health = "Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult";

    /// <summary>HealthStatus.Healthy.</summary>
    private const string Healthy = "2";

    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal)
    {
        "System.SByte", "System.Byte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", "System.Single", "System.Double", "System.Decimal",
        "System.Boolean", "System.Char",
    };

    private readonly MethodFact _method = node.Method;
    private readonly DefaultAnswers _defaults = new(caught.Graph, node);

    /// <summary>Whether one of the answers after a failure says so.</summary>
    public bool SayItFailed =>
        _method.Body.Steps.Any(s => s.Kind == StepKind.Return && afterFailure.Contains(s.Block) && (IsTry || Says(s.Value, Deepest)));

    /// <summary>Whether every answer behind the handler refuses, whatever else comes to it: <c>return BadRequest();</c></summary>
    public bool OnlyRefuse(FailurePath path) =>
        _method.Body.Steps.Where(s => s.Kind == StepKind.Return && path.IsAfter(s.Block)).ToList() is { Count: > 0 } answers
        && answers.TrueForAll(s => HttpAnswers.Refuses(_method, s.Value, takesAll));

    /// <summary>
    /// <c>try { if (await PutAsync(…) is { IsOk: true }) return true; } catch (ConflictException) { } return false;</c>: where it has worked the try says true, so that whoever gets false knows that it has not, whichever way it came to that.
    /// </summary>
    public bool OnlyDeny(FailurePath path, RegionFact region)
    {
        var answers = Numbers(s => path.IsAfter(s.Block) && !region.Try.Contains(s.Block));
        var found = Numbers(s => region.Try.Contains(s.Block));
        return Type == "System.Boolean"
            && answers.Count > 0 && answers.TrueForAll(a => a == "0")
            && found.Contains("1") && !found.Contains("0") // where the try finds out that it is not so, an outage says the same
            && Numbers(s => region.Handler.Contains(s.Block)).Count == 0
            && !path.ComesBefore(region.Handler[0]); // the next item may still be the one

        List<string?> Numbers(Func<StepFact, bool> which) => [.. _method.Body.Steps.Where(s => s.Kind == StepKind.Return && which(s)).Select(s => Number(s.Value))];
    }

    /// <summary>Whether there is any answer of its own after a failure.</summary>
    public bool Exist =>
        _method.Body.Steps.Any(s => s.Kind == StepKind.Return && afterFailure.Contains(s.Block));

    /// <summary><c>TryGet</c> promises no answer.</summary>
    private bool IsTry => OwnFailures.IsTry(_method.Name);

    private string Type => Tasks.Answer(_method.Returns).Name;

    public bool Says(ValueFact value, int depth = Deepest)
    {
        if (depth == 0 || caught.Of(value) != Trace.None)
        {
            return depth != 0;
        }

        if (UnionCases.SayItFailed(_method, value, Others(), takesAll))
        {
            return true;
        }

        return !(depth == Deepest && IsWhatSuccessAnswers(value)) && value.Kind switch
        {
            ValueKind.Text => value.Text.Length > 0,
            ValueKind.Null => false,
            ValueKind.Number => SaysNumber(value),
            ValueKind.Field => !IsEmptyField(value.Text) && !_defaults.Are(value, Others()),
            ValueKind.Many => value.Elements.Count > 0,
            ValueKind.Local => SaysLocal(value.Text, depth),
            ValueKind.Result or ValueKind.New => SaysMade(value, depth),
            _ => true,
        };
    }

    /// <summary>Whether the method answers with the very same in any case: <c>Outcome.Success</c>, <c>Unit.Value</c>, <c>return 1</c>.</summary>
    private bool IsWhatSuccessAnswers(ValueFact value)
    {
        var others = Others().ToList();
        return others.Count > 0 && (others.TrueForAll(o => SameAnswers.Are(_method, value, o)) || SuccessShapes.Has(_method, value, others));
    }

    /// <summary>Whether an object says no more than one after a success does, whatever it is filled with.</summary>
    public bool IsMadeAsSuccess(ValueFact value) =>
        _method.Body.Steps.Any(s => s.Kind == StepKind.Return && afterFailure.Contains(s.Block) && s.Value == value) && SuccessShapes.Has(_method, value, [.. Others()]);

    /// <summary>What it answers without a failure: what other handlers answer after other failures is no success either.</summary>
    private IEnumerable<ValueFact> Others(int from = 0) => _method.Body.Steps
        .Where(s => s.Block >= from)
        .Where(s => !afterFailure.Contains(s.Block) && !_method.Body.Regions.Any(r => r.IsCatch && r.Handler.Contains(s.Block)))
        .Where(s => (s.Kind == StepKind.Return && s.Value.Kind != ValueKind.Local) || (s.Kind == StepKind.LocalWrite && IsReturned(s.Slot)))
        .Select(s => s.Value);

    /// <summary><c>return answer.IsSuccessStatusCode;</c>: whoever asks whether the other side is there is told no, and that is what the failure says.</summary>
    private bool IsReachable(ValueFact value) =>
        Values.Source(_method, value) is { } made
        && (made.Target.Name is "get_IsSuccessStatusCode" or "CanConnect" or "CanConnectAsync" or "get_IsConnected" or "get_Connected" || (made.Target.Name == "FromResult" && IsReachable(Values.Argument(made, 0))) || IsThere(Values.Index(value)!.Value));

    /// <summary><c>await CopyAsync(…); return File.Exists(path);</c>: whether it has worked is asked of the world, and no is no.</summary>
    private bool IsThere(int site) =>
        _method.Sites[site].Target is { Name: "get_Exists" } or { Type: "System.IO.File" or "System.IO.Directory", Name: "Exists" }
        && Enumerable.Range(0, site).Any(before => node.EffectsAt(before).Any(e => e.Category == EffectCategory.FileWrite)
            || _method.Sites[before] is { IsAwaited: true, Target.Returns.Name: "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" });

    /// <summary>False where success says true, an exit code, a member of an enumeration.</summary>
    private bool SaysNumber(ValueFact value)
    {
        if (!Numbers.Contains(Type))
        {
            return Type is not ("System.Guid" or "System.TimeSpan" or "System.DateTime");
        }

        if (value.Text == "0" && Type == "System.Boolean" && Others().ToList() is { Count: > 0 } asked && asked.TrueForAll(IsReachable))
        {
            return true;
        }

        var others = Others().Select(Number).ToList();

        // if (!IsKnown(id)) return false; try { …; return true; } catch (…) { return false; }: refused before anything was tried, or failed.
        var behind = Others(tried).Select(Number).ToList();

        // return true; return await CommitAsync(); and false where it failed: who answers true in so many words means it.
        if (value.Text == "0" && Type == "System.Boolean" && behind.Contains("1") && !behind.Contains("0"))
        {
            return true;
        }

        return (value.Text != "0" && Type != "System.Boolean" && !IsDefault(value)) || (others.Count > 0 && others.All(o => o is not null && o != value.Text));
    }

    /// <summary>Whether a number that is answered after the failure is what success falls back to.</summary>
    public bool AreDefaults =>
        _method.Body.Steps.Any(s => s.Kind == StepKind.Return && afterFailure.Contains(s.Block) && IsDefault(s.Value));

    /// <summary><c>if (!Ask(id)) return false; …; return true; … catch { return false; }</c>: no is what a refusal says as well, and true what has worked. Whoever gets no knows that it was not done, if not why.</summary>
    public bool AreDenials =>
        Type == "System.Boolean"
        && _method.Body.Steps.Where(s => s.Kind == StepKind.Return && afterFailure.Contains(s.Block)).ToList() is { Count: > 0 } answers && answers.TrueForAll(s => Number(s.Value) == "0")
        && Others().Select(Number).ToList() is var others && others.Contains("1") && others.Contains("0");

    /// <summary><c>try { return await db.Rooms.AnyAsync(); } catch { return false; }</c>: no after a failure, where success says what it has found, and never yes in so many words.</summary>
    public bool AreNoes =>
        Type == "System.Boolean"
        && _method.Body.Steps.Where(s => s.Kind == StepKind.Return && afterFailure.Contains(s.Block)).ToList() is { Count: > 0 } answers && answers.TrueForAll(s => Number(s.Value) == "0")
        && Others().Select(Number).ToList() is { Count: > 0 } others && others.TrueForAll(o => o is null);

    /// <summary>
    /// <c>try { return limits.Most.GetValueOrDefault(100); } catch { return 100; }</c>: who gets 100 takes it for what the other side said. So with <c>return 100</c> beside an answer that was worked out; of several constants one may stand for a failure.
    /// </summary>
    private bool IsDefault(ValueFact value)
    {
        if (Number(value) is not { Length: > 0 } number || number == "0" || number[0] == '-' || !Numbers.Contains(Type) || Type is "System.Boolean" or "System.Char")
        {
            return false;
        }

        var others = Others().ToList();
        var constants = others.Select(Number).OfType<string>().Distinct().ToList();
        return constants.Count <= 1 && constants.TrueForAll(c => c == number) && others.Exists(o => Number(o) is null)
            && (constants.Count == 1 || others.Exists(o => Values.Source(_method, o) is { Arguments.Count: > 0 } made && made.Target.Name.Contains("Default") && made.Arguments[made.Arguments.Count - 1] is { Kind: ValueKind.Number } fallback && fallback.Text == number));
    }

    private string? Number(ValueFact value) =>
        value.Kind == ValueKind.Number ? value.Text
        : Values.Source(_method, value) is { Target.Name: "FromResult" } made ? Number(Values.Argument(made, 0))
        : null;

    private bool SaysLocal(string slot, int depth)
    {
        var writes = _method.Body.Steps.Where(s => s.Slot == slot && s.Kind is StepKind.LocalWrite or StepKind.Increment).ToList();
        var failed = writes.Where(s => afterFailure.Contains(s.Block)).ToList();
        return (failed.Count > 0 ? failed : writes).Any(s => s.Kind == StepKind.Increment || Says(s.Value, depth - 1));
    }

    private bool SaysMade(ValueFact value, int depth)
    {
        if (Values.Source(_method, value) is not { } made)
        {
            return true;
        }

        var target = made.Target;
        if (_defaults.Are(value, Others()))
        {
            return false;
        }

        if (HttpAnswers.SaysItFailed(_method, value) is { } says)
        {
            return says;
        }

        if (made.Kind == SiteKind.New && target.Type == Health)
        {
            return Values.Argument(made, 0) is not { Kind: ValueKind.Number, Text: Healthy };
        }

        if (made.Kind == SiteKind.New)
        {
            return IsWrapper(target) ? made.Arguments.Any(a => Says(a, depth - 1))
                : made.Target.ParameterCount > 0 || !target.Type.StartsWith("System.Collections.", StringComparison.Ordinal);
        }

        return target.Name switch
        {
            "Empty" or "get_Empty" or "get_CompletedTask" => false,
            "FromResult" or "op_Implicit" => Says(Values.Argument(made, 0), depth - 1),
            "Healthy" when target.Type == Health => false,
            "Ok" or "NoContent" when HttpAnswers.IsFactory(target.Type) => made.Arguments.Any(a => Says(a, depth - 1)),
            "NotFound" when takesAll && HttpAnswers.IsFactory(target.Type) => made.Arguments.Any(a => Says(a, depth - 1)),
            _ => !IsMadeAsAfterSuccess(made),
        };
    }

    /// <summary><c>Outcome.Done(1)</c> where success answers <c>Outcome.Done(rows)</c>: what is made in the same way, of constants that say nothing, says the same.</summary>
    private bool IsMadeAsAfterSuccess(SiteFact made) =>
        made is { Kind: SiteKind.Call, Target: { HasReceiver: false, ParameterCount: > 0 } }
        && made.Target.Returns is { } returns && (returns.Name == made.Target.Type || returns.Name.StartsWith(made.Target.Type + "`", StringComparison.Ordinal)) // Outcome.Done<T>(…) makes an Outcome<T>
        && made.Arguments.All(a => a.Kind is ValueKind.Number or ValueKind.Null || (a.Kind == ValueKind.Text && a.Text.Length == 0))
        && Others().Any(o => Values.Source(_method, o) is { } other && other.Target.Id == made.Target.Id);

    private static bool IsWrapper(MethodRef target) =>
        target.Type is "System.Threading.Tasks.ValueTask`1" or "System.Threading.Tasks.ValueTask" or "System.Nullable`1" || target.Type.StartsWith("System.ValueTuple", StringComparison.Ordinal);

    private bool IsReturned(string slot) => _method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == new ValueFact(ValueKind.Local, slot));

    private static bool IsEmptyField(string id) => id.EndsWith(".Empty", StringComparison.Ordinal) || id.EndsWith(".None", StringComparison.Ordinal) || id.EndsWith(".Null", StringComparison.Ordinal);
}
