using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;

namespace IntentContracts.Generators.Guards;

/// <summary>What holds when the core has succeeded: the state that a transition leads to, the conditions of the operation, the invariants of the object.</summary>
internal sealed class ExitChecks(GuardedPart part, Operation operation, ShellNames names, LineDirectives lines, GuardModes modes)
{
    private readonly EquatableArray<ConditionModel> _ensures = modes.IsOff(GuardWords.Ensures) ? EquatableArray<ConditionModel>.Empty : operation.Conditions.Ensures;
    private readonly bool _checksInvariants = operation.ChecksInvariants && !modes.IsOff(GuardWords.Invariant);

    public TransitionModel? Transition { get; } = modes.IsOff(GuardWords.Transition) ? null : operation.Transition;

    public EquatableArray<OldModel> Olds => _ensures.Count == 0 ? EquatableArray<OldModel>.Empty : operation.Conditions.Olds;

    public bool HasAny => _ensures.Count > 0 || Transition is not null || _checksInvariants;

    /// <summary>Whether it has to be known who else is inside the object. Nobody can be where no core calls other code; a struct has no identity to know it by, and nobody else has an object that is being made.</summary>
    public bool UsesScope => _checksInvariants && operation.NeedsScope && !part.IsStruct && !operation.IsConstructor;

    /// <summary>Whether the checks are plain statements: nothing is caught and nothing is put back.</summary>
    public bool IsPlain => !UsesScope && Transition is null && !_ensures.Any(c => c.CanThrow) && !Olds.Any(o => o.CanThrow);

    private IEnumerable<GuardedParameter> Kept => _ensures.Count == 0 ? [] : Conditions.Given(operation, hasRun: true);

    /// <summary>Writes the checks.</summary>
    /// <param name="result">What the core returned.</param>
    /// <param name="isOutermost">An expression; null when the answer is always yes.</param>
    public void Write(SourceWriter writer, string receiver, Func<GuardedParameter, string> argument, string result, string? isOutermost)
    {
        WriteTransition(writer, receiver);
        WriteEnsures(writer, receiver, argument, result);
        if (_checksInvariants)
        {
            var check = operation.IsConstructor
                ? $"{receiver}{IntentNames.EnsureInvariants}();"
                : $"{receiver}{InvariantParser.CheckInvariants}({Conditions.Contract(operation)});";
            if (isOutermost is null)
            {
                writer.Line(check);
            }
            else
            {
                writer.Open($"if ({isOutermost})").Line(check).Close();
            }
        }
    }

    /// <summary>Writes the method that checks when a task has ended; values that a lambda cannot keep for it are its parameters.</summary>
    public void WriteExitMethod(SourceWriter writer)
    {
        if (!HasAny || !operation.Return.IsTask)
        {
            return;
        }

        var parameters = Kept.Select(p => p.Type + " " + p.Name).ToList();
        if (_ensures.Count > 0 && operation.Return.ResultType.Length > 0)
        {
            parameters.Add(operation.Return.ResultType + " " + names.Result);
        }

        parameters.AddRange(Olds.Select((o, i) => o.Type + " " + names.Old(i)));
        if (Transition is { } transition)
        {
            parameters.AddRange([$"{transition.StateType} {names.From}", $"bool {names.Permitted}", $"{transition.StateType} {names.To}"]);
        }

        if (UsesScope)
        {
            parameters.Add("bool " + names.IsOutermost);
        }

        writer.Line(GuardFile.GeneratedCode);
        writer.Open($"private {(operation.IsStatic ? "static " : "")}void {operation.ExitName}{operation.TypeParameters}({string.Join(", ", parameters)}){operation.Constraints}");
        var receiver = operation.IsStatic ? part.TypeReference + "." : "this.";
        Write(writer, receiver, p => p.Name, names.Result, UsesScope ? names.IsOutermost : null);
        writer.Close().Line();
    }

    /// <summary>Writes the end of a shell that returns a task: checked now if it has succeeded, else when it has.</summary>
    public void WriteAfter(SourceWriter writer, string self, Func<GuardedParameter, string> argument)
    {
        var state = new List<string>();
        var receiver = operation.IsStatic ? part.TypeReference + "." : Add(self) + ".";
        var call = Kept.Select(p => Add(argument(p))).ToList();
        var takesResult = _ensures.Count > 0 && operation.Return.ResultType.Length > 0;
        if (takesResult)
        {
            call.Add(names.Result);
        }

        call.AddRange(Olds.Select((_, i) => Add(names.Old(i))));
        string? from = null;
        if (Transition is not null)
        {
            from = Add(names.From);
            call.AddRange([from, Add(names.Permitted), Add(names.To)]);
        }

        if (UsesScope)
        {
            call.Add(names.IsOutermost);
        }

        var hasResult = operation.Return.ResultType.Length > 0;
        var lambda = hasResult ? $"static ({names.State}, {names.Result}, {names.IsOutermost})" : $"static ({names.State}, {names.IsOutermost})";
        writer.Line("return global::IntentContracts.Runtime.ExitGuard.After(");
        writer.Line($"    {(UsesScope ? names.Scope : "default")},");
        writer.Line($"    {names.Core},");
        writer.Line($"    {Signature.Pack(state)},");
        writer.Line($"    {lambda} => {Unpack(receiver)}{operation.ExitName}{operation.TypeParameters}({string.Join(", ", call.Select(Unpack))})" + (Transition is null ? ");" : ","));
        if (Transition is { } transition)
        {
            writer.Line($"    static {names.State} => {{ {Conditions.RestoreState(Unpack(receiver) + transition.State, Unpack(from!), modes)} }});");
        }

        // The tuple's size is known only when everything is in it: until then an item is named by its place.
        string Add(string value)
        {
            state.Add(value);
            return "\u0001" + (state.Count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture) + "\u0002";
        }

        string Unpack(string text)
        {
            for (var i = 0; i < state.Count; i++)
            {
                text = text.Replace("\u0001" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) + "\u0002", Signature.Unpack(names.State, i, state.Count));
            }

            return text;
        }
    }

    private void WriteTransition(SourceWriter writer, string receiver)
    {
        if (Transition is not { } transition)
        {
            return;
        }

        var state = receiver + transition.State;
        writer.Open($"if ({names.Permitted})");
        writer.Open($"if ({state} == {names.From})").Line(Conditions.SetState(state, names.To, modes)).Close();
        writer.Open($"else if ({state} != {names.To})");
        writer.Line($"global::IntentContracts.Runtime.TransitionGuard.WrongTarget({Conditions.Contract(operation)}, {CSharpText.Quote(transition.Machine)}, {state}.ToString(), {names.To}.ToString(), {modes.Argument(GuardWords.Transition)});");
        writer.Close().Close().Line();
    }

    private void WriteEnsures(SourceWriter writer, string receiver, Func<GuardedParameter, string> argument, string result)
    {
        if (_ensures.Count == 0)
        {
            return;
        }

        var mode = modes.Argument(GuardWords.Ensures);
        var canThrow = _ensures.Any(c => c.CanThrow);
        if (canThrow)
        {
            writer.Open("try");
        }

        foreach (var condition in _ensures)
        {
            var call = Conditions.CallAfter(operation, condition, receiver, argument, result, names.Old);
            lines.At(writer, condition.Attribute, $"if (!{call}) global::IntentContracts.Runtime.ConditionGuard.EnsuresFailed({Conditions.Failure(operation, condition, mode)});");
        }

        if (canThrow)
        {
            writer.Close();
            writer.Open($"catch (global::System.Exception {names.Fault}) when ({Conditions.Ignores(operation, names.Fault, "Ensures", mode)})").Close();
        }

        writer.Line();
    }
}
