using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Calls and creations: sites with what is known of receiver and arguments, or nothing where the compiler speaks to itself.</summary>
internal sealed class Calls(
    FoldedBody folded,
    EvaluationStack stack,
    Variables variables,
    SiteNotes sites,
    Delegates delegates,
    Plumbing plumbing,
    HashSet<int> awaits)
{
    private readonly BodyContext _context = folded.Context;

    /// <summary>Returns the method whose statements stand here although the compiler moved them: an iterator's finally block.</summary>
    /// <param name="at">Index of the instruction.</param>
    public MethodDefinitionHandle Read(Instruction i, int at)
    {
        var callee = _context.Members.Method(i.Token);
        callee = _context.Folding.Thunk(callee.Definition) ?? callee;
        var arguments = new Value[callee.Shape.Parameters.Count];
        for (var a = arguments.Length - 1; a >= 0; a--)
        {
            arguments[a] = stack.Pop();
        }

        if (i.Code == ILOpCode.Newobj)
        {
            stack.Push(Create(callee, arguments));
            return default;
        }

        var receiver = callee.Shape.HasReceiver ? variables.Receiver(at, stack.Pop()) : Value.Unknown;
        if (awaits.Contains(at))
        {
            var awaited = callee.Shape.HasReceiver ? receiver : arguments.Length > 0 ? variables.Behind(arguments[0]) : Value.Unknown;
            sites.Await(awaited);
            if (callee.Reference.Name == "GetResult")
            {
                sites.Step(StepKind.Await, awaited);
            }

            PushResult(callee, Awaited(callee, receiver, arguments));
            return default;
        }

        // runtime-async: no state machine, and one call for the whole await.
        if (callee.Reference is { Type: "System.Runtime.CompilerServices.AsyncHelpers", Name: "Await" } && arguments.Length == 1)
        {
            sites.Await(arguments[0]);
            sites.Step(StepKind.Await, arguments[0]);
            PushResult(callee, arguments[0]);
            return default;
        }

        if (folded.Arrays.OfInline(callee.Reference, arguments) is { } inline)
        {
            stack.Push(inline);
            return default;
        }

        if (plumbing.Is(callee, receiver, at))
        {
            if (plumbing.IsRethrow(callee, at))
            {
                sites.Step(StepKind.Rethrow, Value.Unknown);
            }

            PushResult(callee, Value.Unknown);
            return plumbing.IsIteratorFinally(callee) ? callee.Definition : default;
        }

        var direct = i.Code != ILOpCode.Callvirt || IsDefinite(callee.Definition);
        var site = sites.Add(direct ? SiteKind.Call : SiteKind.VirtualCall, callee, receiver);
        Describe(site, callee, receiver, arguments);
        PushResult(callee, Concatenation(callee, arguments) ?? new(ValueTag.Result, site));
        return default;
    }

    /// <summary>calli: no site, since it names nobody.</summary>
    public void ReadPointer(Instruction i)
    {
        var signature = _context.Image.Metadata.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(i.Token & 0xFFFFFF));
        var shape = _context.Members.Signatures.Method(signature.Signature);
        stack.Pop(shape.Parameters.Count + 1 + (shape.HasReceiver ? 1 : 0));
        if (shape.Returns.Name != "System.Void")
        {
            stack.Push(Value.Unknown);
        }
    }

    private Value Create(Callee callee, Value[] arguments)
    {
        if (delegates.TryMake(arguments, out var made))
        {
            return made;
        }

        if (_context.Folding.IsCompilers(callee.DeclaringDefinition))
        {
            return CompilerNames.IsAnonymousType(callee.Reference.Type) ? Together(arguments)
                : CompilerNames.IsReadOnlyCollection(callee.Reference.Type) && arguments.Length == 1 ? (arguments[0].Tag == ValueTag.Many ? arguments[0] : callee.Reference.Type.Contains("SingleElement") ? Together(arguments) : Value.Unknown)
                : new(ValueTag.Closure);
        }

        var site = sites.Add(SiteKind.New, callee, Value.Unknown);
        Describe(site, callee, Value.Unknown, arguments);
        return new(ValueTag.New, site);
    }

    /// <summary>An anonymous object is the values that it is made of.</summary>
    private Value Together(Value[] values)
    {
        var all = folded.Arrays.Make(Value.Number(values.Length));
        foreach (var value in values)
        {
            folded.Arrays.Add(all, value);
        }

        return all;
    }

    private void Describe(int site, Callee callee, Value receiver, Value[] arguments)
    {
        var kept = callee.Definition.IsNil ? arguments.Length : _context.Folding.Parameters(callee.Definition, callee.Shape).Count;
        sites[site].SetArguments(kept < arguments.Length ? arguments.Take(kept).ToArray() : arguments, folded.Arrays);
        delegates.Consume(receiver, site, -1);
        for (var a = 0; a < arguments.Length; a++)
        {
            delegates.Consume(arguments[a], site, a);
            if (arguments[a] is { Tag: ValueTag.Field, Index: >= 0 and var address } && AddressWrites.Through(callee.Reference, arguments, a))
            {
                sites.Add(SiteKind.FieldWrite, sites[address].Target, sites[address].Receiver);
            }
        }
    }

    /// <summary>The awaiter and the result of an await are called what is awaited. An awaiter may come from an extension method.</summary>
    private Value Awaited(Callee callee, Value receiver, Value[] arguments) =>
        callee.Reference.Name == "get_IsCompleted" ? Value.Unknown
        : callee.Shape.HasReceiver ? receiver
        : variables.Behind(arguments.Length > 0 ? arguments[0] : Value.Unknown);

    private void PushResult(Callee callee, Value result)
    {
        if (callee.Shape.Returns.Name != "System.Void")
        {
            stack.Push(result);
        }
    }

    private bool IsDefinite(MethodDefinitionHandle method) =>
        !method.IsNil && (_context.Image.Metadata.GetMethodDefinition(method).Attributes & MethodAttributes.Virtual) == 0;

    private static Value? Concatenation(Callee callee, Value[] arguments)
    {
        if (callee.Reference is not { Type: "System.String", Name: "Concat" } || arguments.Length < 2)
        {
            return null;
        }

        var text = "";
        foreach (var argument in arguments)
        {
            if (argument.Tag != ValueTag.Text)
            {
                return null;
            }

            text += argument.Text;
        }

        return new(ValueTag.Text, -1, text);
    }
}
