using System.Reflection.Metadata;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>A method's instructions and exception clauses.</summary>
/// <param name="IndexOf">Index of the instruction at an offset.</param>
/// <param name="LocalSignature">Token; 0 when there are no locals.</param>
internal sealed record DecodedBody(
    MethodDefinitionHandle Method,
    IReadOnlyList<Instruction> Code,
    IReadOnlyDictionary<int, int> IndexOf,
    ExceptionClause[] Clauses,
    int LocalSignature)
{
    /// <summary>A branch leads back: there may be a loop.</summary>
    public bool GoesBack => Code.Any(i => i.Targets.Any(target => target <= i.Offset));

    /// <summary>Null when the method has no body.</summary>
    public static DecodedBody? Of(AssemblyImage image, MethodDefinitionHandle method)
    {
        if (!image.TryGetBody(method, out var body) || body.Length == 0)
        {
            return null;
        }

        var code = Instruction.Decode(body);
        var indexOf = new Dictionary<int, int>(code.Count);
        for (var i = 0; i < code.Count; i++)
        {
            indexOf.Add(code[i].Offset, i);
        }

        var clauses = new ExceptionClause[body.ClauseCount];
        for (var i = 0; i < clauses.Length; i++)
        {
            clauses[i] = body.Clause(i);
        }

        return new(method, code, indexOf, clauses, body.LocalSignature);
    }
}
