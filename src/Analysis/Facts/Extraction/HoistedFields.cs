using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>
/// How often each field of a closure or state machine is written, in the whole assembly, and whether anybody reads it: one write makes it a name for a value. Null does not
/// count: at the end of a state machine the compiler clears the locals that it hoisted.
/// </summary>
internal sealed class HoistedFields
{
    private readonly Dictionary<FieldDefinitionHandle, int> _writes = [];
    private readonly HashSet<FieldDefinitionHandle> _read = [];

    public HoistedFields(AssemblyImage image, Members members, Folding folding)
    {
        foreach (var handle in image.Metadata.MethodDefinitions)
        {
            if (!image.TryGetBody(handle, out var body))
            {
                continue;
            }

            var cursor = new IlCursor(body);
            var isNull = false;
            FieldDefinitionHandle addressed = default;
            while (cursor.Next())
            {
                // What is cleared through its address is not read: at the end of a state machine the compiler does so with its locals.
                if (!addressed.IsNil && cursor.Code != ILOpCode.Initobj)
                {
                    _read.Add(addressed);
                }

                addressed = default;
                var writesNull = isNull;
                isNull = cursor.Code == ILOpCode.Ldnull;
                var reads = cursor.Code is ILOpCode.Ldfld or ILOpCode.Ldflda;
                if (!reads && (writesNull || cursor.Code != ILOpCode.Stfld))
                {
                    continue;
                }

                var field = members.Field(cursor.Int32());
                if (field.Definition.IsNil || !folding.IsCompilers(field.DeclaringDefinition))
                {
                    continue;
                }

                if (cursor.Code == ILOpCode.Ldflda)
                {
                    addressed = field.Definition;
                }
                else if (reads)
                {
                    _read.Add(field.Definition);
                }
                else
                {
                    _writes.TryGetValue(field.Definition, out var count);
                    _writes[field.Definition] = count + 1;
                }
            }
        }
    }

    public bool IsWrittenOnce(FieldDefinitionHandle field) => _writes.TryGetValue(field, out var count) && count == 1;

    public bool IsRead(FieldDefinitionHandle field) => _read.Contains(field);
}
