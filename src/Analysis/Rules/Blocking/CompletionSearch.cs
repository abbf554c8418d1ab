using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Looks for a way through a body from where a task is made, or from the beginning, to the call that would wait for it, on which nothing has completed the task. An await that throws has completed it, too.
/// </summary>
/// <param name="task">The task, or with <see cref="IsCollection"/> what holds the tasks; unknown for any of them.</param>
/// <param name="wait">The site of the call; -1 for where the body comes back to its caller without having thrown.</param>
internal sealed class CompletionSearch(ControlFlow flow, ValueFact task, int wait)
{
    private readonly MethodFact _method = flow.Method;
    private readonly SortedDictionary<int, List<int>> _completions = [];

    /// <summary>Blocks with an await that has completed the task also when it throws: <c>WaitAsync</c> throws when it has waited for long enough.</summary>
    private readonly HashSet<int> _completedAnyway = [];

    /// <summary>Only what waits for several tasks at once completes it.</summary>
    public bool IsCollection { get; init; }

    /// <summary>No task, but something that is waited for again and again.</summary>
    public bool IsSignal { get; init; }

    /// <summary>Whether an own helper that is handed the task, and is awaited, has awaited it.</summary>
    public Func<ValueFact, bool>? IsAwaitedBy { get; init; }

    /// <summary>Whether there is such a way.</summary>
    public bool Comes()
    {
        Collect();
        if (_completions.Count == 0 && !_method.Sites.Any(s => TaskValues.IsTest(s.Target) || s.Target.Name is "WhenAny" or "WaitAny"))
        {
            return true;
        }

        foreach (var (block, position) in Begins())
        {
            if (Comes(block, position))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Before everything: what runs before the first site stands at -1.</summary>
    private const int Start = -1;

    /// <summary>Sites stand at even positions of their block, what runs before a site at the odd one before it.</summary>
    private static int Position(int site) => 2 * site;

    private IEnumerable<(int Block, int Position)> Begins()
    {
        // A property is asked again each time: what counts is the object that has it.
        var origin = task;
        while (Values.Source(_method, origin) is { } source && TaskValues.IsProperty(source.Target))
        {
            origin = source.Receiver;
        }

        if (origin.Kind is ValueKind.Result or ValueKind.New && Values.Index(origin) is { } made && made < _method.Sites.Count)
        {
            yield return (_method.Body.BlockOfSite[made], Position(made) + 1);
            yield break;
        }

        yield return (0, Start);
        for (var i = 0; i < _method.Sites.Count; i++)
        {
            if (origin.Kind == ValueKind.Field && _method.Sites[i] is { Kind: SiteKind.FieldWrite } write && write.Target.Id == origin.Text)
            {
                yield return (_method.Body.BlockOfSite[i], Position(i) + 1);
            }
        }
    }

    private bool Comes(int block, int position)
    {
        var target = wait < 0 ? -1 : _method.Body.BlockOfSite[wait];
        var seen = new HashSet<int>();
        var queue = new Queue<(int Block, int Position)>([(block, position)]);
        while (queue.Count > 0)
        {
            var (at, from) = queue.Dequeue();
            var completed = _completions.TryGetValue(at, out var completions) && completions.Any(p => p >= from) ? completions.Where(p => p >= from).Min() : int.MaxValue;
            if (at == target && Position(wait) >= from && Position(wait) <= completed)
            {
                return true;
            }

            if (completed != int.MaxValue)
            {
                continue;
            }

            if (wait < 0 && _method.Body.Returns(at))
            {
                return true;
            }

            foreach (var next in flow.Successors[at])
            {
                if (!IsKnownDone(at, next) && !IsThrownByAwait(at, next) && seen.Add(next))
                {
                    queue.Enqueue((next, Start));
                }
            }
        }

        return false;
    }

    private bool IsKnownDone(int block, int next)
    {
        var test = _method.Body.Blocks[block];
        if (FirstByNumber.Of(_method, block, next) is { } first && Concerns(first))
        {
            return true;
        }

        return test.IsTest && test.WhenTrue != test.WhenFalse
            && (Firsts.IsDone(_method, test, next == test.WhenTrue, Concerns) || (next == test.WhenTrue && test.True.Any(SaysDone)));
    }

    /// <summary>Where a task has two origins (<c>_rate ??= Load()</c>) the code does not show that the one that is asked is the one that is waited for; it does not show another one, either.</summary>
    private bool SaysDone(ValueFact value) =>
        Values.Source(_method, value) is { } tested
        && (TaskValues.IsTest(tested.Target) || tested.Target.Name is "Wait" or "WaitOne")
        && (Concerns(TaskValues.Subject(tested)) || (task.Kind == ValueKind.Unknown && TaskValues.Subject(tested).Kind == ValueKind.Unknown));

    /// <summary>What leaves a try that awaits the task is mostly what the await throws.</summary>
    private bool IsThrownByAwait(int block, int next)
    {
        foreach (var region in _method.Body.Regions)
        {
            var first = region.Filter.Count > 0 ? region.Filter : region.Handler;
            if (first.Count > 0 && first[0] == next && region.Try.Contains(block) && region.Try.Any(_completedAnyway.Contains))
            {
                return true;
            }
        }

        return false;
    }

    private void Collect()
    {
        foreach (var step in _method.Body.Steps)
        {
            if (step.Kind == StepKind.Await && IsCompletedBy(step.Value))
            {
                Add(step.Block, Position(step.SitesBefore) - 1);
                if (!TaskValues.GivesUp(_method, step.Value))
                {
                    _completedAnyway.Add(step.Block);
                }
            }
        }

        if (IsCollection)
        {
            CollectLoops();
        }

        for (var i = 0; i < _method.Sites.Count; i++)
        {
            var site = _method.Sites[i];
            if (i != wait && site.Kind is SiteKind.Call or SiteKind.VirtualCall && IsWait(site, i))
            {
                Add(_method.Body.BlockOfSite[i], Position(i));
                _completedAnyway.Add(_method.Body.BlockOfSite[i]);
            }
        }
    }

    /// <summary><c>foreach (var task in tasks) await task;</c>: where the enumerator has nothing more, all of them are done.</summary>
    private void CollectLoops()
    {
        foreach (var step in _method.Body.Steps)
        {
            if (step.Kind == StepKind.Await
                && Values.Source(_method, TaskValues.Peel(_method, step.Value)) is { Target.Name: "get_Current" } current
                && TaskValues.Root(_method, current.Receiver) is var looped && (looped == task || TaskValues.AreSame(_method, looped, task)))
            {
                for (var i = 0; i < _method.Sites.Count; i++)
                {
                    if (_method.Sites[i].Target.Name == "MoveNext" && _method.Sites[i].Receiver == current.Receiver)
                    {
                        Add(_method.Body.BlockOfSite[i], Position(i));
                    }
                }
            }
        }
    }

    /// <summary>Somebody else waits before, or asks the task how it ended.</summary>
    private bool IsWait(SiteFact site, int i) => site.Target.Name switch
    {
        "Wait" or "get_Result" or "GetResult" or "get_Status" => !IsCollection && !IsSignal && Concerns(site.Receiver),
        "WaitAll" when site.Target.Type == "System.Threading.Tasks.Task" => HoldsIt(site, i),
        _ => false,
    };

    private bool IsCompletedBy(ValueFact awaited)
    {
        var value = TaskValues.Peel(_method, awaited);
        if (!IsCollection && Concerns(value))
        {
            return true; // also where it is one that waits for others
        }

        if (Values.Source(_method, value) is { } source)
        {
            switch (source.Target.Name)
            {
                case "WhenAll" when source.Target.Type == "System.Threading.Tasks.Task":
                    return HoldsIt(source, Values.Index(value)!.Value);
                case "WhenAny" when source.Target.Type == "System.Threading.Tasks.Task":
                    return !IsCollection && Firsts.Among(_method, source) is var among && among.Any(Concerns) && (among.Count == 1 || (Firsts.IsUnwrapped(_method, awaited) && among.All(t => Concerns(t) || Firsts.IsEndless(_method, t))));
                case "ContinueWith" or "WaitForExitAsync" when Concerns(source.Receiver):
                    return true;
            }
        }

        return !IsCollection && IsAwaitedBy?.Invoke(awaited) == true;
    }

    private bool Concerns(ValueFact value) => TaskValues.AreSame(_method, TaskValues.Peel(_method, value), task);

    /// <summary>Whether the task is one of those that a call waits for together.</summary>
    private bool HoldsIt(SiteFact site, int at)
    {
        for (var a = 0; a < site.Target.ParameterCount; a++)
        {
            foreach (var listed in CopiedLists.Of(_method, Values.Argument(site, a)))
            {
                if (IsIn(TaskValues.Root(_method, listed), isFirst: a == 0))
                {
                    return true;
                }
            }
        }

        return false;

        bool IsIn(ValueFact argument, bool isFirst) =>
            (argument.Kind == ValueKind.Many ? argument.Elements.Any(Concerns) : Concerns(argument) || (!IsCollection && ListedTasks.Hold(flow, argument, task, at)))

            // Which items a collection holds the code rarely shows; that it was awaited as a whole it does.
            || (IsCollection && isFirst && IsSameCollection(argument, task));
    }

    private bool IsSameCollection(ValueFact awaited, ValueFact held) =>
        awaited.Kind is ValueKind.Unknown or ValueKind.Local or ValueKind.Captured || held.Kind is ValueKind.Unknown or ValueKind.Local or ValueKind.Captured || TaskValues.AreSame(_method, awaited, held) || awaited == held;

    private void Add(int block, int position)
    {
        if (!_completions.TryGetValue(block, out var positions))
        {
            _completions.Add(block, positions = []);
        }

        positions.Add(position);
    }
}
