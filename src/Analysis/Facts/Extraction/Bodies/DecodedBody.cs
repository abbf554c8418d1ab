using System.Reflection.Metadata;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>A method's instructions and exception clauses.</summary>
/// <param name="IndexOf">Index of the instruction at an offset.</param>
/// <param name="LocalSignature">Token; 0 when there are no locals.</param>
internal sealed record DecodedBody(
    MethodDefinitionHandle Method,
    List<Instruction> Code,
    Offsets IndexOf,
    ExceptionClause[] Clauses,
    int LocalSignature)
{
    /// <summary>A branch leads back: there may be a loop.</summary>
    public bool GoesBack
    {
        get
        {
            // No lambda for each instruction: this is asked of every body.
            foreach (var instruction in Code)
            {
                foreach (var target in instruction.Targets)
                {
                    if (target <= instruction.Offset)
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }

    /// <summary>Whether a local got its default right before an instruction: <c>default(T)</c>, for which the compiler takes one that it has used for something else.</summary>
    public bool HasCleared(long local, int at) =>
        at > 1 && Code[at - 1].Code == ILOpCode.Initobj && Code[at - 2] is { Code: ILOpCode.Ldloca } address && address.Operand == local;

    /// <summary>Null when the method has no body.</summary>
    public static DecodedBody? Of(AssemblyImage image, MethodDefinitionHandle method)
    {
        if (!image.TryGetBody(method, out var body) || body.Length == 0)
        {
            return null;
        }

        var code = Instruction.Decode(body);
        var clauses = new ExceptionClause[body.ClauseCount];
        for (var i = 0; i < clauses.Length; i++)
        {
            clauses[i] = body.Clause(i);
        }

        return new(method, code, new Offsets(code, body.Length), clauses, body.LocalSignature);
    }
}
