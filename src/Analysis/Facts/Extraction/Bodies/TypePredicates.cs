using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// Questions that only ask for the type of an exception: <c>static bool IsFatal(this Exception e) => e is OutOfMemoryException or StackOverflowException</c>. What such a method answers for an exception of none of the types that it names, with
/// nothing inside it, is found by running it on one.
/// </summary>
internal sealed class TypePredicates(BodyContext context)
{
    /// <summary>A question is short, also one that goes through what is inside.</summary>
    private const int Longest = 400;

    /// <summary>How many helpers of its own it may ask.</summary>
    private const int Deepest = 3;

    private enum Kind
    {
        /// <summary>The exception.</summary>
        Other,
        Null,
        Number,

        /// <summary>The type of the exception, or one that is named.</summary>
        Type,
        Named,
    }

    /// <summary>Null where the method asks for anything else.</summary>
    public bool? Answer(MethodDefinitionHandle method) => Answer(method, Deepest);

    private bool? Answer(MethodDefinitionHandle method, int depth)
    {
        var shape = context.Members.Method(MetadataTokens.GetToken(method)).Shape;
        return depth > 0
            && shape.Returns.Name == "System.Boolean" && shape.Parameters.Count == 1 && shape.Parameters[0].Name.EndsWith("Exception", StringComparison.Ordinal)
            && DecodedBody.Of(context.Image, method) is { Clauses.Length: 0 } body
                ? Run(body, shape.HasReceiver ? 1 : 0, depth)
                : null;
    }

    private bool? Run(DecodedBody body, int parameter, int depth)
    {
        var stack = new Stack<(Kind Kind, long Number)>();
        var locals = new Dictionary<long, (Kind Kind, long Number)>();
        var given = (Kind: Kind.Other, Number: 0L);
        var at = 0;
        for (var steps = 0; steps < Longest && at < body.Code.Count; steps++)
        {
            var i = body.Code[at++];
            switch (i.Code)
            {
                case ILOpCode.Nop:
                    break;
                case ILOpCode.Ldarg when i.Operand == parameter:
                    stack.Push(given);
                    break;
                case ILOpCode.Ldarg when parameter == 1:
                    stack.Push((Kind.Named, 0)); // this, which only its own helpers are asked on
                    break;
                case ILOpCode.Starg when i.Operand == parameter && stack.Count > 0:
                    given = stack.Pop();
                    break;
                case ILOpCode.Stloc when stack.Count > 0:
                    locals[i.Operand] = stack.Pop();
                    break;
                case ILOpCode.Ldloc when locals.TryGetValue(i.Operand, out var local):
                    stack.Push(local);
                    break;
                case ILOpCode.Ldc_i4:
                    stack.Push((Kind.Number, i.Operand));
                    break;
                case ILOpCode.Ldnull:
                    stack.Push((Kind.Null, 0));
                    break;
                case ILOpCode.Dup when stack.Count > 0:
                    stack.Push(stack.Peek());
                    break;
                case ILOpCode.Pop when stack.Count > 0:
                    stack.Pop();
                    break;
                case ILOpCode.Isinst when stack.Count > 0 && stack.Peek().Kind is Kind.Other or Kind.Null:
                    var asked = stack.Pop();
                    stack.Push(IsAny(i.Token) ? asked : (Kind.Null, 0));
                    break;
                case ILOpCode.Ldtoken:
                case ILOpCode.Ldsfld when context.Members.Field(i.Token).FieldType.Name == "System.Type":
                    stack.Push((Kind.Named, 0));
                    break;
                case ILOpCode.Call or ILOpCode.Callvirt when Called(i.Token, stack, depth) is { } result:
                    stack.Push(result);
                    break;
                case ILOpCode.Ceq or ILOpCode.Cgt_un when stack.Count > 1:
                    stack.Push((Kind.Number, AreSame(stack.Pop(), stack.Pop()) == (i.Code == ILOpCode.Ceq) ? 1 : 0));
                    break;
                case ILOpCode.Br:
                    at = body.IndexOf.TryGetValue(i.Targets[0], out var target) ? target : body.Code.Count;
                    break;
                case ILOpCode.Brtrue or ILOpCode.Brfalse when stack.Count > 0:
                    at = IsThere(stack.Pop()) == (i.Code == ILOpCode.Brtrue) && body.IndexOf.TryGetValue(i.Targets[0], out var jump) ? jump : at;
                    break;
                case ILOpCode.Beq or ILOpCode.Bne_un when stack.Count > 1:
                    at = AreSame(stack.Pop(), stack.Pop()) == (i.Code == ILOpCode.Beq) && body.IndexOf.TryGetValue(i.Targets[0], out var same) ? same : at;
                    break;
                case ILOpCode.Ret when stack.Count > 0 && stack.Peek().Kind == Kind.Number:
                    return stack.Pop().Number != 0;
                default:
                    return null;
            }
        }

        return null;
    }

    private (Kind Kind, long Number)? Called(int token, Stack<(Kind Kind, long Number)> stack, int depth)
    {
        var callee = context.Members.Method(token);
        var (type, name) = (callee.Reference.Type, callee.Reference.Name);
        var taken = callee.Shape.Parameters.Count + (callee.Shape.HasReceiver ? 1 : 0);
        if (stack.Count < taken)
        {
            return null;
        }

        var values = new (Kind Kind, long Number)[taken];
        for (var v = taken - 1; v >= 0; v--)
        {
            values[v] = stack.Pop();
        }

        return (type, name) switch
        {
            ("System.Exception" or "System.Object", "GetType") when values[0].Kind == Kind.Other => (Kind.Type, 0),
            ("System.Exception", "get_InnerException") when values[0].Kind == Kind.Other => (Kind.Null, 0),
            ("System.Exception", "GetBaseException") when values[0].Kind == Kind.Other => values[0],
            ("System.Type", "GetTypeFromHandle") or ("System.Reflection.IntrospectionExtensions", "GetTypeInfo") => values[0],
            ("System.Type" or "System.Reflection.TypeInfo", "IsAssignableFrom" or "IsInstanceOfType" or "IsSubclassOf" or "IsAssignableTo") when values[0].Kind != values[1].Kind => (Kind.Number, 0),
            ("System.Type" or "System.Object", "op_Equality" or "Equals" or "ReferenceEquals") when taken == 2 => (Kind.Number, AreSame(values[0], values[1]) ? 1 : 0),
            ("System.Type", "op_Inequality") => (Kind.Number, AreSame(values[0], values[1]) ? 0 : 1),
            _ when taken > 0 && !callee.Definition.IsNil && values[taken - 1].Kind == Kind.Other && Answer(callee.Definition, depth - 1) is { } own => (Kind.Number, own ? 1 : 0),
            _ => null,
        };
    }

    private bool IsAny(int token) => context.Members.Signatures.Type(MetadataTokens.EntityHandle(token)).Name is "System.Exception" or "System.Object";

    /// <summary>The type of the exception is none of those that are named.</summary>
    private static bool AreSame((Kind Kind, long Number) one, (Kind Kind, long Number) other) => IsNothing(one) ? IsNothing(other) : one == other;

    private static bool IsNothing((Kind Kind, long Number) value) => value is { Kind: Kind.Null } or { Kind: Kind.Number, Number: 0 };

    private static bool IsThere((Kind Kind, long Number) value) => !IsNothing(value);
}
