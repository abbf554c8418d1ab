using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;

namespace IntentContracts.Generators.Guards;

/// <summary>
/// The innermost guards: what is asked on entry, the core, what holds at the exit. Nothing is checked in a <c>finally</c>, which would replace the exception of
/// the core, and a task is not checked before it has ended.
/// </summary>
internal sealed class ConditionStage
{
    private readonly GuardedPart _part;
    private readonly Operation _operation;
    private readonly ShellNames _names;
    private readonly LineDirectives _lines;
    private readonly GuardModes _modes;
    private readonly ExitChecks _exit;
    private readonly EquatableArray<ConditionModel> _requires;

    public ConditionStage(GuardedPart part, Operation operation, ShellNames names, LineDirectives lines, GuardModes modes)
    {
        _part = part;
        _operation = operation;
        _names = names;
        _lines = lines;
        _modes = modes;
        _exit = new(part, operation, names, lines, modes);
        _requires = modes.IsOff(GuardWords.Requires) ? EquatableArray<ConditionModel>.Empty : operation.Conditions.Requires;
    }

    public bool HasAny => _requires.Count > 0 || _exit.HasAny;

    public ExitChecks Exit => _exit;

    /// <summary>
    /// Whether the shell is a few plain checks around the core, which the machine code of its caller can hold as if written there. The attribute is needed: what a
    /// violation reports makes a shell look larger than it is.
    /// </summary>
    public bool IsInlined => HasAny && !_operation.Return.IsTask && !_operation.IsConstructor && !_operation.SaysHowToCompile && !_requires.Any(c => c.CanThrow) && _exit.IsPlain;

    /// <summary>Writes the statements of a shell.</summary>
    /// <param name="self">The instance, or the type of a static operation.</param>
    /// <param name="argument">How a parameter is called here.</param>
    public void Write(SourceWriter writer, string self, Func<GuardedParameter, string> argument)
    {
        var receiver = self + ".";
        WriteRequires(writer, receiver, argument);
        if (!_exit.HasAny)
        {
            // A stream is handed on as it is: wrapped, it would lose WithCancellation and buffer nothing to gain.
            writer.Line(Return() + Signature.CallCore(_operation, receiver, argument) + ";");
            return;
        }

        WriteEntry(writer, receiver, argument);
        if (_operation.Return.IsTask)
        {
            WriteAsynchronous(writer, receiver, self, argument);
        }
        else
        {
            WriteSynchronous(writer, receiver, self, argument);
        }
    }

    private string Return() => _operation.Return.Kind switch
    {
        ReturnKind.Void => "",
        ReturnKind.Reference => "return ref ",
        _ => "return ",
    };

    private void WriteRequires(SourceWriter writer, string receiver, Func<GuardedParameter, string> argument)
    {
        if (_requires.Count == 0)
        {
            return;
        }

        // Without a try, the compiler of the machine code can put the whole shell where it is called. A task must carry the violation, so something catches it.
        var canThrow = _operation.Return.IsTask || _requires.Any(c => c.CanThrow);
        if (canThrow)
        {
            writer.Open("try");
        }

        foreach (var condition in _requires)
        {
            var call = Conditions.Call(_operation, condition, receiver, argument);
            _lines.At(writer, condition.Attribute, $"if (!{call}) global::IntentContracts.Runtime.ConditionGuard.RequiresFailed({Conditions.Failure(_operation, condition, _modes.Argument(GuardWords.Requires))});");
        }

        if (canThrow)
        {
            writer.Close();
            WriteCatch(writer, GuardWords.Requires, "Requires");
        }

        writer.Line();
    }

    // What the exit compares with.
    private void WriteEntry(SourceWriter writer, string receiver, Func<GuardedParameter, string> argument)
    {
        if (_exit.Transition is { } transition)
        {
            writer.Line($"var {_names.From} = {receiver}{transition.State};");
            writer.Line($"var {_names.Permitted} = {transition.HelperName}({_names.From}, out var {_names.To});");
            var refuse = $"global::IntentContracts.Runtime.TransitionGuard.Illegal({Conditions.Contract(_operation)}, {CSharpText.Quote(transition.Machine)}, {_names.From}.ToString(), {CSharpText.Quote(transition.Permitted)}, {_modes.Argument(GuardWords.Transition)})";
            writer.Open($"if (!{_names.Permitted} && {refuse} is {{ }} {_names.Illegal})");
            writer.Line(_operation.Return.IsTask ? $"return {FromException(_names.Illegal)};" : $"throw {_names.Illegal};");
            writer.Close().Line();
        }

        for (var i = 0; i < _exit.Olds.Count; i++)
        {
            var old = _exit.Olds[i];
            var value = $"{receiver}{old.Name}{_operation.TypeParameters}({string.Join(", ", Conditions.Given(_operation, hasRun: false).Select(p => argument(p)))})";
            if (!old.CanThrow)
            {
                writer.Line($"{old.Type} {_names.Old(i)} = {value};").Line();
                continue;
            }

            writer.Line($"{old.Type} {_names.Old(i)} = default!;");
            writer.Open("try");
            writer.Line($"{_names.Old(i)} = {value};");
            writer.Close();
            WriteCatch(writer, GuardWords.Ensures, "Ensures");
            writer.Line();
        }
    }

    // The exception of a condition itself passes as it is; where conditions are only observed, it is counted and goes no further.
    private void WriteCatch(SourceWriter writer, string word, string kind)
    {
        var ignores = Conditions.Ignores(_operation, _names.Fault, kind, _modes.Argument(word));
        if (!_operation.Return.IsTask)
        {
            writer.Open($"catch (global::System.Exception {_names.Fault}) when ({ignores})").Close();
            return;
        }

        writer.Open($"catch (global::System.Exception {_names.Fault})");
        writer.Open($"if (!{ignores})").Line($"return {FromException(_names.Fault)};").Close();
        writer.Close();
    }

    private void WriteSynchronous(SourceWriter writer, string receiver, string self, Func<GuardedParameter, string> argument)
    {
        var result = _operation.Return.Kind == ReturnKind.Value ? _names.Result : null;
        var isDeclaredBefore = _exit.Transition is not null || _exit.UsesScope;
        if (result is not null && isDeclaredBefore)
        {
            writer.Line($"{_operation.Return.Type} {result};");
        }

        if (_exit.Transition is not null)
        {
            writer.Line($"var {_names.Ended} = false;").Open("try");
        }

        var call = (result is null ? "" : (isDeclaredBefore ? "" : _operation.Return.Type + " ") + result + " = ") + Signature.CallCore(_operation, receiver, argument) + ";";
        if (_exit.UsesScope)
        {
            writer.Line($"var {_names.Scope} = global::IntentContracts.Runtime.InvariantScope.Enter({self});");
            writer.Open("try").Line(call).Close();
            writer.Open("finally").Line($"{_names.Scope}.Leave();").Close();
        }
        else
        {
            writer.Line(call);
        }

        writer.Line();
        _exit.Write(writer, receiver, argument, _names.Result, _exit.UsesScope ? _names.Scope + ".IsOutermost" : null);
        if (_exit.Transition is { } transition)
        {
            writer.Line().Line($"{_names.Ended} = true;").Close();
            writer.Open("finally");
            writer.Open($"if (!{_names.Ended})").Line(Conditions.RestoreState(receiver + transition.State, _names.From, _modes)).Close();
            writer.Close();
        }

        if (result is not null)
        {
            writer.Line().Line($"return {result};");
        }
    }

    private void WriteAsynchronous(SourceWriter writer, string receiver, string self, Func<GuardedParameter, string> argument)
    {
        if (_exit.UsesScope)
        {
            writer.Line($"var {_names.Scope} = global::IntentContracts.Runtime.InvariantScope.EnterFlow({self});");
        }

        var hasFinally = _exit.UsesScope || _exit.Transition is not null;
        if (hasFinally)
        {
            writer.Line($"{_operation.Return.Type} {_names.Core};");
        }

        if (_exit.Transition is not null)
        {
            writer.Line($"var {_names.Ended} = false;");
        }

        if (hasFinally)
        {
            writer.Open("try");
        }

        writer.Line($"{(hasFinally ? "" : _operation.Return.Type + " ")}{_names.Core} = {Signature.CallCore(_operation, receiver, argument)};");
        if (_exit.Transition is not null)
        {
            writer.Line($"{_names.Ended} = true;");
        }

        if (hasFinally)
        {
            writer.Close().Open("finally");
            if (_exit.UsesScope)
            {
                writer.Line($"{_names.Scope}.Leave();");
            }

            if (_exit.Transition is { } transition)
            {
                writer.Open($"if (!{_names.Ended})").Line(Conditions.RestoreState(receiver + transition.State, _names.From, _modes)).Close();
            }

            writer.Close();
        }

        writer.Line();
        _exit.WriteAfter(writer, self, argument);
    }

    private string FromException(string exception)
    {
        var result = _operation.Return.Result.Length == 0 ? "" : "<" + _operation.Return.Result + ">";
        var task = _operation.Return.Kind is ReturnKind.ValueTask or ReturnKind.ValueTaskOfResult ? "ValueTask" : "Task";
        return $"global::System.Threading.Tasks.{task}.FromException{result}({exception})";
    }
}
