using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>
/// Names a lambda by what its body touches: parameter types, members, strings, types, in IL order. How it gets there (locals, branches, constants) is
/// left out, since Debug and Release differ in that; ordinals and tokens are left out, since unrelated edits move them.
/// </summary>
internal sealed class LambdaHash(AssemblyImage image, Members members, Folding folding)
{
    private readonly MetadataReader _metadata = image.Metadata;
    private readonly Dictionary<MethodDefinitionHandle, string> _known = [];

    public string Of(MethodDefinitionHandle lambda)
    {
        if (_known.TryGetValue(lambda, out var known))
        {
            return known;
        }

        // What stands in for a lambda that creates itself while it is being hashed.
        _known.Add(lambda, "");
        var hash = StableHash.Start();
        var shape = members.Method(MetadataTokens.GetToken(lambda)).Shape;
        hash.Add(shape.Returns.ToString());
        foreach (var parameter in shape.Parameters)
        {
            hash.Add(parameter.ToString());
        }

        if (image.TryGetBody(folding.BodyOf(lambda), out var body))
        {
            var cursor = new IlCursor(body);
            while (cursor.Next())
            {
                if (Operand(ref cursor) is { } operand)
                {
                    hash.Add(cursor.Code.ToString());
                    hash.Add(operand);
                }
            }
        }

        return _known[lambda] = hash.ToString();
    }

    private string? Operand(ref IlCursor cursor)
    {
        switch (cursor.Code)
        {
            case ILOpCode.Ldstr:
                return Literals.Text(_metadata, cursor.Int32());
            case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Ldftn or ILOpCode.Ldvirtftn:
                return Method(cursor.Int32());
            case ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Stfld or ILOpCode.Ldsfld or ILOpCode.Ldsflda or ILOpCode.Stsfld:
                return Field(cursor.Int32());
            case ILOpCode.Isinst or ILOpCode.Castclass or ILOpCode.Newarr or ILOpCode.Box or ILOpCode.Unbox_any:
                var type = members.Signatures.Type(MetadataTokens.EntityHandle(cursor.Int32())).ToString();
                return type.IndexOf('<') >= 0 ? null : type;
            default:
                return null;
        }
    }

    private string? Method(int token)
    {
        var callee = members.Method(token);
        if (!callee.Definition.IsNil)
        {
            switch (folding.Role(callee.Definition))
            {
                case MethodRole.Lambda:
                    return Of(callee.Definition);
                case MethodRole.LocalFunction:
                    return folding.DisplayName(callee.Definition);
                case MethodRole.Plumbing:
                    return null;
            }
        }

        // Builders, awaiters, interpolation handlers: how the compiler spells an await or a string.
        return callee.Reference.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal) ? null
            : callee.Reference.Id + string.Join(",", callee.Reference.MethodArguments);
    }

    private string? Field(int token)
    {
        var field = members.Field(token);
        return folding.IsMachine(field.DeclaringDefinition) || field.Name.IndexOf('<') >= 0 ? null
            : folding.IsCompilers(field.DeclaringDefinition) ? field.Name
            : field.Id;
    }
}
