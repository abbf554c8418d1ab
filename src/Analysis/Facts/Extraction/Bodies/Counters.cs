using System.Globalization;
using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>What a test asks, and where it jumps when that is so.</summary>
internal readonly record struct Test(Value Tested, bool JumpsWhenTrue, Comparison Compares, int Against);

/// <summary>Locals that count: how they grow, and what they are compared with. How often a loop turns follows from it. And which of several tasks was the first.</summary>
internal sealed class Counters(SiteNotes sites, Arrays arrays)
{
    /// <summary>Up to here it matters what the number of elements is compared with.</summary>
    private const int Few = 11;

    private readonly Dictionary<string, int> _grown = new(StringComparer.Ordinal);
    private readonly List<Test> _comparisons = [];

    /// <summary>A local as it is now: <c>n++ &lt; 3</c> compares what it was before.</summary>
    public Value Read(Value local) => local.Tag == ValueTag.Local && _grown.TryGetValue(local.Slot, out var grown) ? local with { Stamp = grown } : local;

    public void Store(string slot, Value value, bool notesEverything)
    {
        if (value.Tag == ValueTag.Sum && value.Text == slot)
        {
            _grown.TryGetValue(slot, out var before);
            _grown[slot] = before + value.Index;
            sites.Step(StepKind.Increment, Value.Number(value.Index), slot);
        }
        else if (notesEverything || value.Tag == ValueTag.Number || IsTask(value))
        {
            sites.Step(StepKind.LocalWrite, value, slot);
            if (value.Tag == ValueTag.Advance && value.Text == slot)
            {
                sites.Step(StepKind.Advance, Value.Unknown, slot);
            }
        }
        else
        {
            sites.StepIfTested(value, slot);
        }
    }

    /// <summary>A local and a constant or something else, a status less its lowest value, and a parameter or property less a constant; null for any other sum.</summary>
    public Value? Sum(ILOpCode code, Value left, Value right)
    {
        if (code is ILOpCode.Sub && IsStatus(left) && left.Stamp == 0 && TryNumber(right, out var lowest) && lowest > 0)
        {
            return left with { Stamp = lowest };
        }

        // What a switch jumps by, when its cases begin above zero.
        if (code is ILOpCode.Sub && left is { Tag: ValueTag.Parameter or ValueTag.Result, Stamp: 0, Not: false, Of: TypeQuestion.None } && (left.Tag == ValueTag.Parameter || IsSorted(left)) && TryNumber(right, out var first))
        {
            return left with { Stamp = first };
        }

        if (left.Tag != ValueTag.Local || !TryNumber(right, out var number))
        {
            return code is not (ILOpCode.Add or ILOpCode.Add_ovf) ? null
                : left.Tag == ValueTag.Local ? new(ValueTag.Advance, -1, left.Slot)
                : right.Tag == ValueTag.Local ? new(ValueTag.Advance, -1, right.Slot)
                : null;
        }

        return code switch
        {
            ILOpCode.Add or ILOpCode.Add_ovf => new(ValueTag.Sum, number, left.Slot),
            ILOpCode.Sub or ILOpCode.Sub_ovf => new(ValueTag.Sum, -number, left.Slot),
            _ => null,
        };
    }

    /// <summary>The outcome of a comparison as a value; null when it is none of a local, a parameter or a response's status with a constant, nor of a task with the one that was first, or of the number of that.</summary>
    public Value? Compare(Comparison comparison, Value left, Value right)
    {
        if (Ask(comparison, left, right) is not { } test)
        {
            return null;
        }

        _comparisons.Add(test);
        return new(ValueTag.Comparison, _comparisons.Count - 1);
    }

    /// <summary>A comparison that a branch makes, without its jump.</summary>
    public Test? Ask(Comparison comparison, Value left, Value right)
    {
        if (left.Tag == ValueTag.Local && comparison is not (Comparison.Equal or Comparison.NotEqual) && IsCount(right))
        {
            sites.Step(StepKind.Walk, Value.Unknown, left.Slot);
        }

        if (IsStatus(left) && TryNumber(right, out var status))
        {
            // Several statuses in a row are asked for as one range, from its lowest: status - 502 <= 2.
            return left.Stamp == 0 ? new(left with { Not = false }, true, comparison, status)
                : comparison is Comparison.LessOrEqual or Comparison.Less ? new(left with { Stamp = 0 }, true, Comparison.Equal, left.Stamp)
                : comparison is Comparison.Greater or Comparison.GreaterOrEqual ? new(left with { Stamp = 0 }, true, Comparison.NotEqual, left.Stamp)
                : null;
        }

        if (left is { Tag: ValueTag.Result, Stamp: 0, Index: >= 0 } && Cases.IsFirst(sites[left.Index]) && TryNumber(right, out var first))
        {
            return new(left with { Not = false }, true, comparison, first);
        }

        if (left is { Tag: ValueTag.Parameter, Stamp: 0 } && comparison is not (Comparison.Equal or Comparison.NotEqual) && TryNumber(right, out var bound))
        {
            return new(left with { Not = false }, true, comparison, bound);
        }

        if (comparison is not (Comparison.Equal or Comparison.NotEqual) && IsSize(left) is var isArray && (isArray || IsCounted(left)))
        {
            // Whether a list is longer than a few; of an array also whether it is as long as a page, which may be no number here.
            return TryNumber(right, out var size) ? size > 0 && (isArray || size <= Few) ? new(left with { Not = false }, true, comparison, size) : null
                : isArray && right.Tag != ValueTag.Unknown && !IsCount(right) ? new(left with { Not = false }, true, comparison, int.MaxValue)
                : null;
        }

        if (left.Tag is not (ValueTag.Local or ValueTag.Sum) || !TryNumber(right, out var number))
        {
            return comparison is Comparison.Equal or Comparison.NotEqual && (IsWinner(left) || IsWinner(right)) ? new(Pair(left, right), true, comparison, 0) : null;
        }

        // What it was when it was read, and how much it has grown since: the test speaks of what it is now.
        _grown.TryGetValue(left.Slot, out var grown);
        var since = left.Tag == ValueTag.Local ? grown - left.Stamp : 0;
        var local = left.Tag == ValueTag.Local ? left : int.TryParse(left.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? new(ValueTag.Local, at) : new Value(ValueTag.Local, -1, left.Text);
        return new(local with { Stamp = 0 }, true, comparison, number + since);
    }

    /// <summary>Whether a value is the answer to <c>HasValue</c>.</summary>
    public bool AsksForValue(Value value) =>
        value is { Tag: ValueTag.Result, Index: >= 0 } && sites[value.Index].Target is { Type: "System.Nullable`1", Name: "get_HasValue" };

    /// <summary>What an HTTP response says of itself, and what a failed request says of the response: that may be nothing. Also the number of an error, which databases tell their failures apart by.</summary>
    private bool IsStatus(Value value) =>
        value is { Tag: ValueTag.Result, Index: >= 0 }
        && (sites[value.Index].Target is { Type: "System.Net.Http.HttpResponseMessage", Name: "get_StatusCode" }
            || (sites[value.Index].Target.Name is "get_Status" or "get_StatusCode" or "get_HttpRequestError" or "get_SocketErrorCode" && sites[value.Index].Receiver.Tag == ValueTag.Caught)
            || (sites[value.Index].Target.Name is "get_Number" or "get_ErrorCode" or "get_SqliteErrorCode" && sites[value.Index].Target.Type.EndsWith("Exception", StringComparison.Ordinal))
            || (sites[value.Index].Target is { Type: "System.Nullable`1", Name: "GetValueOrDefault" or "get_Value" }
                && sites[value.Index].Receiver is { Tag: ValueTag.Result, Index: >= 0 and var asked }
                && sites[asked].Target is { Name: "get_StatusCode" or "get_Status" } status && status.Type.EndsWith("Exception", StringComparison.Ordinal)));

    /// <summary>What <c>await Task.WhenAny(…)</c> gave: compared with one of the tasks it says whether that one is done.</summary>
    private bool IsWinner(Value value)
    {
        while (value is { Tag: ValueTag.Result, Index: >= 0 } && sites[value.Index].Target.Name == "ConfigureAwait" && sites[value.Index].Receiver.Index < value.Index)
        {
            value = sites[value.Index].Receiver;
        }

        return value is { Tag: ValueTag.Result, Index: >= 0 } && sites[value.Index].Target is { Type: "System.Threading.Tasks.Task", Name: "WhenAny" };
    }

    /// <summary>What a property holds and a switch may be over: no number of elements.</summary>
    private bool IsSorted(Value value) => value.Index >= 0 && Cases.IsProperty(sites[value.Index]) && sites[value.Index].Target.Name is not ("get_Count" or "get_Length");

    private Value Pair(Value left, Value right)
    {
        var pair = arrays.Make(Value.Number(2));
        arrays.Add(pair, left);
        arrays.Add(pair, right);
        return pair;
    }

    /// <summary>The test behind a value that a branch or a when clause looks at.</summary>
    public Test Of(Value value) => value.Tag == ValueTag.Comparison
        ? _comparisons[value.Index] with { JumpsWhenTrue = !value.Not }
        : new(value, !value.Not, value.Tag == ValueTag.Conjunction ? Comparison.Each : Comparison.None, 0);

    public static Comparison OfBranch(ILOpCode code) => code switch
    {
        ILOpCode.Beq => Comparison.Equal,
        ILOpCode.Bne_un => Comparison.NotEqual,
        ILOpCode.Blt or ILOpCode.Blt_un => Comparison.Less,
        ILOpCode.Ble or ILOpCode.Ble_un => Comparison.LessOrEqual,
        ILOpCode.Bgt or ILOpCode.Bgt_un => Comparison.Greater,
        ILOpCode.Bge or ILOpCode.Bge_un => Comparison.GreaterOrEqual,
        _ => Comparison.None,
    };

    /// <summary>What is waited for later is known by where it was begun.</summary>
    private bool IsTask(Value value) =>
        value is { Tag: ValueTag.Result, Index: >= 0 } && sites[value.Index].Target.Returns is { Name: "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" };

    /// <summary>What a list answers when it is asked how many it has.</summary>
    private bool IsCounted(Value value) =>
        value is { Tag: ValueTag.Result, Index: >= 0, Stamp: 0 } && sites[value.Index].Target is { Name: "get_Count", ParameterCount: 0 } or { Type: "System.Linq.Enumerable", Name: "Count", ParameterCount: 1 };

    /// <summary>The length of an array that a call has returned.</summary>
    private static bool IsSize(Value value) => value is { Tag: ValueTag.Length, Index: >= 0 };

    /// <summary>How many a sequence has.</summary>
    private bool IsCount(Value value) =>
        value is { Tag: ValueTag.Length or ValueTag.Count } or { Tag: ValueTag.Number, Stamp: 1 }
        || (value is { Tag: ValueTag.Result, Index: >= 0 } && sites[value.Index].Target is { Name: "get_Count" or "get_Length", ParameterCount: 0 });

    private static bool TryNumber(Value value, out int number)
    {
        number = 0;
        return value.Tag == ValueTag.Number && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}
