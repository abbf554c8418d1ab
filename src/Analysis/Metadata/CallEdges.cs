using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Metadata;

/// <summary>One method that a body calls, makes or takes.</summary>
/// <param name="Caller">Row of the method definition.</param>
/// <param name="Code">Row of <see cref="IlTable"/>: call, callvirt, newobj, ldftn, ldvirtftn, ldtoken, jmp.</param>
/// <param name="Target">Token: a method definition, member reference or method specification.</param>
internal readonly record struct CallEdge(int Caller, short Code, int Target, int Offset);

/// <summary>The hot loop: every call edge and exception clause of an assembly.</summary>
internal static unsafe class CallEdges
{
    /// <summary>Appends to both lists, in metadata and IL order. ldtoken counts when it names a method.</summary>
    /// <exception cref="BadImageFormatException">A body is damaged.</exception>
    public static void Read(AssemblyImage image, List<CallEdge> edges, List<ExceptionClause> clauses)
    {
        var operands = IlTable.Operand;
        var fieldRows = MemberReferenceKinds.Fields(image.Metadata);
        foreach (var handle in image.Metadata.MethodDefinitions)
        {
            if (!image.TryGetBody(handle, out var body))
            {
                continue;
            }

            Scan(body, MetadataTokens.GetRowNumber(handle), operands, fieldRows, edges);
            for (var i = 0; i < body.ClauseCount; i++)
            {
                clauses.Add(body.Clause(i));
            }
        }
    }

    private static void Scan(MethodBody body, int caller, byte[] operands, Func<int, bool> isField, List<CallEdge> edges)
    {
        var start = body.Code;
        var p = start;
        var end = start + body.Length;
        while (p < end)
        {
            var at = p;
            int row = *p++;
            if (row == 0xFE)
            {
                row = p < end ? 256 + *p++ : throw Damaged();
            }

            int operand = operands[row];
            var size = operand & IlTable.SizeMask;
            if (end - p < size)
            {
                throw Damaged();
            }

            if ((operand & ~IlTable.SizeMask) != 0)
            {
                if ((operand & IlTable.Invalid) != 0)
                {
                    throw Damaged();
                }

                var value = p[0] | (p[1] << 8) | (p[2] << 16) | (p[3] << 24);
                if ((operand & IlTable.Switch) != 0)
                {
                    if (value < 0 || (end - p - 4) / 4 < value)
                    {
                        throw Damaged();
                    }

                    p += value * 4L;
                }
                else if (row != 0xD0 || IsMethod(value, isField))
                {
                    edges.Add(new(caller, (short)row, value, (int)(at - start)));
                }
            }

            p += size;
        }
    }

    private static bool IsMethod(int token, Func<int, bool> isField) => (token >> 24) switch
    {
        0x06 or 0x2B => true,
        0x0A => !isField(token),
        _ => false,
    };

    private static BadImageFormatException Damaged() => new("a method holds bytes that are no IL");
}

/// <summary>A member reference names a field or a method: its signature's first byte says which.</summary>
internal static class MemberReferenceKinds
{
    public static Func<int, bool> Fields(MetadataReader metadata) => token =>
        metadata.GetMemberReference(MetadataTokens.MemberReferenceHandle(token & 0xFFFFFF)).GetKind() == MemberReferenceKind.Field;
}
