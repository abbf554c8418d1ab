using System.Globalization;
using System.Reflection.Metadata;
using IntentContracts.Analysis.Facts.Extraction.Bodies;

namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

/// <summary>Calls: what is called with what, in the order in which it happens. Awaits are one step, delegates are what they run.</summary>
internal sealed class Calls(Evaluation evaluation, FingerprintScope scope, Slots slots)
{
    private const string CompilerServices = "System.Runtime.CompilerServices.";

    private readonly Dictionary<int, int> _ordinals = [];

    private Folding Folding => scope.Context.Folding;

    public void Call(int at, Instruction instruction, List<Term> stack)
    {
        if (instruction.Code is ILOpCode.Calli or ILOpCode.Jmp)
        {
            throw new TooComplexException();
        }

        var callee = scope.Context.Members.Method(instruction.Token);
        if (!callee.Definition.IsNil && Folding.Thunk(callee.Definition) is { } thunk)
        {
            callee = callee with { Reference = thunk.Reference };
        }

        if (instruction.Code is ILOpCode.Ldftn or ILOpCode.Ldvirtftn)
        {
            if (instruction.Code == ILOpCode.Ldvirtftn)
            {
                stack.RemoveAt(stack.Count - 1);
            }

            stack.Add(new(IsNested(callee) ? "function" + scope.Nested(callee.Definition) : "function:" + Name(callee), TermKind.Function));
            return;
        }

        var isNew = instruction.Code == ILOpCode.Newobj;
        var arguments = Pop(stack, callee.Shape.Parameters.Count + (callee.Shape.HasReceiver && !isNew ? 1 : 0));
        if (evaluation.IsAwait(at))
        {
            Await(at, callee, arguments, stack);
        }
        else if (isNew && arguments.Length == 2 && arguments[1].Kind == TermKind.Function)
        {
            stack.Add(Term.Of("delegate", arguments));
        }
        else if (isNew && Folding.IsCompilers(callee.DeclaringDefinition) && callee.Reference.Type.IndexOf("AnonymousType", StringComparison.Ordinal) < 0)
        {
            stack.Add(new("closure"));
        }
        else if (!IsPlumbing(at, callee, arguments))
        {
            Plain(at, callee, arguments, isNew, stack);
        }
        else if (callee.Shape.Returns.Name != "System.Void")
        {
            stack.Add(new("plumbing"));
        }
    }

    private static Term[] Pop(List<Term> stack, int count)
    {
        if (stack.Count < count)
        {
            throw new TooComplexException();
        }

        var taken = stack.Skip(stack.Count - count).ToArray();
        stack.RemoveRange(stack.Count - count, count);
        return taken;
    }

    /// <summary>The state machine's own calls: builders, except that their result is the method's.</summary>
    private bool IsPlumbing(int at, Callee callee, Term[] arguments)
    {
        if (!slots.IsMachine || !callee.Reference.Type.StartsWith(CompilerServices, StringComparison.Ordinal) || callee.Reference.Type.IndexOf("MethodBuilder", StringComparison.Ordinal) < 0)
        {
            return !callee.Definition.IsNil && Folding.Role(callee.Definition) == MethodRole.Plumbing && CompilerNames.IsIteratorFinally(callee.Reference.Name) && Finally(at, callee);
        }

        if (callee.Reference.Name == "SetResult")
        {
            evaluation.Emit(at, "result " + string.Join(",", arguments.Skip(1).Select(a => a.Text)));
        }

        return true;
    }

    /// <summary>An iterator's finally block is a method of its own.</summary>
    private bool Finally(int at, Callee callee)
    {
        // What it frees is in a field that a release build gives to several variables: it is known by the block alone.
        evaluation.Emit(at, "finally " + new FingerprintScope(scope.Context) { IsTrial = scope.IsTrial }.Nested(callee.Definition));
        return true;
    }

    private void Await(int at, Callee callee, Term[] arguments, List<Term> stack)
    {
        switch (callee.Reference.Name)
        {
            case "GetAwaiter":
                stack.Add(Term.Of("await", arguments));
                break;
            case "get_IsCompleted":
                stack.Add(Term.Constant(1));
                break;
            default:
                evaluation.Emit(at, arguments[0].Text);
                if (callee.Shape.Returns.Name != "System.Void")
                {
                    stack.Add(Result(at, callee));
                }

                break;
        }
    }

    /// <summary>Without the length of an interpolated string's literals, which says nothing that they do not say, and counts the line ends of the file.</summary>
    private static IEnumerable<Term> Said(Callee callee, Term[] arguments, bool isNew)
    {
        var length = isNew ? 0 : 1;
        return callee.Reference.Name == ".ctor" && callee.Reference.Type.IndexOf("InterpolatedStringHandler", StringComparison.Ordinal) >= 0
            ? arguments.Where((_, i) => i != length)
            : arguments;
    }

    private void Plain(int at, Callee callee, Term[] arguments, bool isNew, List<Term> stack)
    {
        // Only debug builds call these, if they say so.
        if (callee.Reference.Type == "System.Diagnostics.Debug" && callee.Shape.Returns.Name == "System.Void")
        {
            return;
        }

        evaluation.Emit(at, (isNew ? "new " : "") + (IsNested(callee) ? "local" + scope.Nested(callee.Definition) : Name(callee)) + "(" + string.Join(",", Said(callee, arguments, isNew).Select(a => a.Text)) + ")");
        if (isNew || callee.Shape.Returns.Name != "System.Void")
        {
            stack.Add(Result(at, callee));
        }
    }

    /// <summary>The number of the call among all: two calls of the same method give two values.</summary>
    private Term Result(int at, Callee callee)
    {
        if (!_ordinals.TryGetValue(at, out var ordinal))
        {
            _ordinals.Add(at, ordinal = _ordinals.Count);
        }

        return new("r" + ordinal.ToString(CultureInfo.InvariantCulture)) { IsBoolean = callee.Shape.Returns.Name == "System.Boolean" };
    }

    private bool IsNested(Callee callee) => !callee.Definition.IsNil && Folding.IsFolded(callee.Definition);

    private static string Name(Callee callee)
    {
        var reference = callee.Reference;
        var generic = reference.TypeArguments.Count + reference.MethodArguments.Count == 0 ? ""
            : "<" + string.Join(",", reference.TypeArguments.Concat(reference.MethodArguments)) + ">";
        return FingerprintScope.Plain(reference.Id + generic);
    }
}
