using System.Globalization;
using System.Reflection.Metadata;
using IntentContracts.Analysis.Facts.Extraction.Bodies;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

/// <summary>Where a way through the body stands.</summary>
/// <param name="State">Of a state machine, as the way knows it.</param>
/// <param name="Title">What is written before its first step; empty for nothing.</param>
internal sealed record Way(int At, Term[] Stack, int State, string Title);

/// <summary>
/// Follows all ways through a body, the true side of a condition before the other, whichever way the compiler laid them out, and writes down what happens. Ways that meet with something on the stack go on
/// separately until it is used: so it makes no difference whether a condition was kept in a variable, on the stack or only in branches.
/// </summary>
internal sealed partial class Evaluation
{
    private const int MostTokens = 20_000;
    private const int MostSteps = 200_000;

    /// <summary>Where the method ends.</summary>
    private const int End = -1;

    private readonly FingerprintScope _scope;
    private readonly DecodedBody _body;
    private readonly Operations _operations;
    private readonly HashSet<int> _joins;
    private readonly HashSet<int> _plumbing;
    private readonly ExceptionClause[] _clauses;
    private readonly bool _isIterator;
    private readonly int[] _outerFirst;
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _passed = [];
    private readonly Stack<Way> _ways = new();
    private readonly List<int> _regions = [];
    private readonly Dictionary<int, string> _stored = [];
    private string _region = "";
    private int _steps;

    /// <param name="webs">The variables; null on the first run, which finds out where control goes.</param>
    public Evaluation(FingerprintScope scope, MethodDefinitionHandle method, DecodedBody body, Slots slots, Webs? webs)
    {
        _scope = scope;
        _body = body;
        _operations = new(this, scope, body, slots, webs);
        _isIterator = scope.Context.Folding.Machine(method)?.Kind == StateMachineKind.Iterator;
        _plumbing = AwaitPlumbing.Find(body, scope.Context.Members);
        _joins = [.. body.Code.SelectMany(i => i.Targets).Where(body.IndexOf.Contains).Select(t => Skip(body.IndexOf[t], mark: false))];
        _clauses = [.. body.Clauses.Where(c => !IsMachinery(c, slots))];
        _outerFirst = [.. Enumerable.Range(0, _clauses.Length).OrderByDescending(c => _clauses[c].TryLength).ThenByDescending(c => c)];
    }

    public List<string> Tokens { get; } = [];

    /// <summary>From each instruction that ran to those that ran behind it.</summary>
    public Dictionary<int, SortedSet<int>> Next { get; } = [];

    /// <summary>Stores that were reached with different values.</summary>
    public HashSet<int> Varying { get; } = [];

    /// <summary>How many effects came before: what is read between two of them is the same.</summary>
    public int Epoch { get; private set; }

    public bool IsAwait(int index) => _plumbing.Contains(index);

    public void Run()
    {
        _ways.Push(new(0, [], _isIterator ? 0 : -1, ""));
        Drain();
        for (var i = 0; i < _regions.Count; i++)
        {
            Handle(i);
        }
    }

    /// <summary>Something happens.</summary>
    public void Emit(int index, string token, bool isEffect = true)
    {
        var region = Region(index);
        if (region != _region)
        {
            _region = region;
            Tokens.Add("in " + region);
        }

        Tokens.Add(token);
        Epoch += isEffect ? 1 : 0;
        if (Tokens.Count > MostTokens)
        {
            throw new TooComplexException();
        }
    }

    public void Note(int store, Term value)
    {
        if (!_stored.TryGetValue(store, out var text))
        {
            _stored.Add(store, value.Text);
        }
        else if (text != value.Text)
        {
            Varying.Add(store);
        }
    }

    private void Handle(int number)
    {
        var clause = _clauses[_regions[number]];
        var exception = new Term("exception" + number.ToString(CultureInfo.InvariantCulture));
        Term[] stack = clause.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter ? [exception] : [];
        var name = clause.Kind switch
        {
            ExceptionRegionKind.Catch => "catch " + FingerprintScope.Plain(_scope.Context.Members.Signatures.Type(System.Reflection.Metadata.Ecma335.MetadataTokens.EntityHandle(clause.TokenOrFilter)).ToString()),
            ExceptionRegionKind.Filter => "when",
            _ => clause.Kind.ToString(),
        };
        Tokens.Add($"{name} {number}");
        if (clause.Kind == ExceptionRegionKind.Filter && _body.IndexOf.TryGetValue(clause.TokenOrFilter, out var filter))
        {
            _ways.Push(new(filter, stack, -1, ""));
            Drain();
            Tokens.Add("then");
        }

        if (_body.IndexOf.TryGetValue(clause.HandlerOffset, out var handler))
        {
            _ways.Push(new(handler, stack, -1, ""));
            Drain();
        }
    }

    private void Drain()
    {
        while (_ways.Count > 0)
        {
            var way = _ways.Pop();
            if (way.Title.Length > 0)
            {
                Tokens.Add(way.Title);
            }

            Walk(way);
        }
    }

    private void Walk(Way way)
    {
        var at = way.At;
        var stack = new List<Term>(way.Stack);
        var state = way.State;
        while (true)
        {
            at = Skip(at);
            if (at >= _body.Code.Count)
            {
                return;
            }

            if (++_steps > MostSteps)
            {
                throw new TooComplexException();
            }

            var instruction = _body.Code[at];
            if (_joins.Contains(at) && !_operations.Ends(at))
            {
                var key = at.ToString(CultureInfo.InvariantCulture) + "|" + state.ToString(CultureInfo.InvariantCulture) + "|" + string.Join("|", stack.Select(s => s.Text));
                if (_seen.TryGetValue(key, out var position))
                {
                    Alias(position);
                    Tokens.Add(position == End ? "end" : "goto " + position.ToString(CultureInfo.InvariantCulture));
                    return;
                }

                _seen.Add(key, Tokens.Count);
                _passed.Add(key);
            }

            if (!Next.ContainsKey(at))
            {
                Next.Add(at, []);
            }

            var step = _operations.Step(at, stack, ref state);
            switch (step.Kind)
            {
                case StepKind.Next:
                    at = Go(at, at + 1);
                    break;
                case StepKind.Jump:
                    at = Go(at, _body.IndexOf[instruction.Targets[0]]);
                    break;
                case StepKind.End:
                    if (step.EndsMethod)
                    {
                        Alias(End);
                        Tokens.Add("end");
                    }

                    return;
                case StepKind.Resume:
                    Go(at, 0);
                    at = 0;
                    break;
                case StepKind.Choose:
                    Choose(at, stack, state, step);
                    return;
                case StepKind.Switch:
                    Switch(at, stack, state, step);
                    return;
                case StepKind.Fork:
                    // A logical operator of two values that were there already: as if it had been written with branches.
                    Go(at, at + 1);
                    Branch(at, step.Condition!, [.. stack, step.WhenTrue!], at + 1, [.. stack, step.WhenFalse!], at + 1, state);
                    return;
            }
        }
    }

    /// <summary>Places from which nothing happened up to here are this place: a release build jumps here at once.</summary>
    private void Alias(int position)
    {
        foreach (var key in _passed.Where(k => _seen[k] == Tokens.Count))
        {
            _seen[key] = position;
        }

        _passed.Clear();
    }

    private void Choose(int at, List<Term> stack, int state, Step step)
    {
        var jump = _body.IndexOf[_body.Code[at].Targets[0]];
        var next = at + 1;
        var (whenTrue, whenFalse) = step.JumpsWhenTrue ? (jump, next) : (next, jump);
        if (step.Condition is { Kind: TermKind.Constant } known)
        {
            _ways.Push(new(Go(at, known.Number != 0 ? whenTrue : whenFalse), [.. stack], state, ""));
            return;
        }

        var (join, isTrue) = Diamond(whenTrue, whenFalse);
        if (join >= 0)
        {
            // A release build takes the condition itself for 1 or 0.
            Go(at, whenTrue);
            Go(at, whenFalse);
            Reach(Skip(whenTrue), join, mark: true);
            Reach(Skip(whenFalse), join, mark: true);
            _ways.Push(new(join, [.. stack, isTrue ? step.Condition! : Term.Not(step.Condition!)], state, ""));
            return;
        }

        Go(at, whenTrue);
        Go(at, whenFalse);
        Branch(at, step.Condition!, [.. stack], whenTrue, [.. stack], whenFalse, state);
    }

    /// <summary>Both sides only load 1 or 0 and meet: where, and whether the true side loads 1; -1 otherwise.</summary>
    private (int Join, bool IsTrue) Diamond(int whenTrue, int whenFalse)
    {
        var yes = Skip(whenTrue, mark: false);
        var no = Skip(whenFalse, mark: false);
        if (yes + 1 >= _body.Code.Count || no + 1 >= _body.Code.Count || _body.Code[yes].Code != ILOpCode.Ldc_i4 || _body.Code[no].Code != ILOpCode.Ldc_i4
            || _body.Code[yes].Operand + _body.Code[no].Operand != 1 || _body.Code[yes].Operand * _body.Code[no].Operand != 0)
        {
            return (-1, false);
        }

        var join = Skip(yes + 1, mark: false);
        return join == Skip(no + 1, mark: false) && join < _body.Code.Count ? (join, _body.Code[yes].Operand == 1) : (-1, false);
    }

    private void Branch(int at, Term condition, Term[] stackTrue, int whenTrue, Term[] stackFalse, int whenFalse, int state)
    {
        if (condition.Kind == TermKind.Constant)
        {
            _ways.Push(condition.Number != 0 ? new(whenTrue, stackTrue, state, "") : new(whenFalse, stackFalse, state, ""));
            return;
        }

        var isNot = condition.Kind == TermKind.Not;
        Emit(at, "if " + (isNot ? condition.Inner! : condition).Text, isEffect: false);
        Way yes = new(whenTrue, Known(stackTrue, condition, 1), state, isNot ? "else" : "");
        Way no = new(whenFalse, Known(stackFalse, condition, 0), state, isNot ? "" : "else");
        _ways.Push(isNot ? yes : no);
        _ways.Push(isNot ? no : yes);
    }

    /// <summary>What was tested is known on either side: whether it was kept or loaded anew makes no difference.</summary>
    private static Term[] Known(Term[] stack, Term condition, int value) =>
        condition.IsBoolean ? [.. stack.Select(t => t.Text == condition.Text ? Term.Constant(value) : t.Text == Term.Not(condition).Text ? Term.Constant(1 - value) : t)] : stack;

    private void Switch(int at, List<Term> stack, int state, Step step)
    {
        var targets = _body.Code[at].Targets;
        if (step.Condition is { Kind: TermKind.Constant } known)
        {
            _ways.Push(new(Go(at, known.Number >= 0 && known.Number < targets.Length ? _body.IndexOf[targets[known.Number]] : at + 1), [.. stack], state, ""));
            return;
        }

        Emit(at, $"switch {step.Condition!.Text} {targets.Length}", isEffect: false);
        _ways.Push(new(Go(at, at + 1), [.. stack], state, "default"));
        for (var i = targets.Length - 1; i >= 0; i--)
        {
            _ways.Push(new(Go(at, _body.IndexOf[targets[i]]), [.. stack], state, "case " + i.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private int Go(int from, int to)
    {
        Next[from].Add(to);
        return to;
    }

    /// <summary>Past what does nothing but lead on. Leaving a region is nothing by itself: what runs then is written down with the region.</summary>
    private int Skip(int at, bool mark = true)
    {
        for (var hops = 0; at < _body.Code.Count && hops < _body.Code.Count; hops++)
        {
            var instruction = _body.Code[at];
            if (instruction.Code is ILOpCode.Nop or ILOpCode.Readonly or ILOpCode.Constrained or ILOpCode.Volatile or ILOpCode.Unaligned or ILOpCode.Tail)
            {
                Reach(at, at + 1, mark);
                at++;
            }
            else if (_operations.ClearsNothing(at))
            {
                Reach(at, at + 3, mark);
                at += 3;
            }
            else if (instruction.Code == ILOpCode.Br && _body.IndexOf.TryGetValue(instruction.Targets[0], out var target))
            {
                Reach(at, target, mark);
                at = target;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private void Reach(int from, int to, bool mark)
    {
        if (!mark)
        {
            return;
        }

        if (!Next.TryGetValue(from, out var next))
        {
            Next.Add(from, next = []);
        }

        next.Add(to);
    }
}
