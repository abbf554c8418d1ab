using System.Globalization;
using System.Reflection.Metadata;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

/// <summary>Where a step stands among try blocks and handlers.</summary>
internal sealed partial class Evaluation
{
    /// <summary>The try and handler regions around an instruction, outer before inner, numbered as they are met.</summary>
    private string Region(int index)
    {
        if (_clauses.Length == 0)
        {
            return "";
        }

        var offset = _body.Code[index].Offset;
        var parts = new List<(int Length, string Text)>();
        foreach (var c in _outerFirst)
        {
            var clause = _clauses[c];
            if (clause.TryCovers(offset))
            {
                parts.Add((clause.TryLength, "try" + Number(c)));
            }
            else if (clause.HandlerCovers(offset) && _regions.Contains(c))
            {
                parts.Add((clause.HandlerLength, "handler" + Number(c)));
            }
        }

        return string.Join(" ", parts.OrderByDescending(p => p.Length).Select(p => p.Text));
    }

    private string Number(int clause)
    {
        var number = _regions.IndexOf(clause);
        if (number < 0)
        {
            number = _regions.Count;
            _regions.Add(clause);
        }

        return number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The catch around a whole asynchronous body, which hands the exception to the task.</summary>
    private bool IsMachinery(ExceptionClause clause, Slots slots)
    {
        if (!slots.IsMachine)
        {
            return false;
        }

        if (clause.Kind == ExceptionRegionKind.Fault)
        {
            return true;
        }

        for (var i = 0; clause.Kind == ExceptionRegionKind.Catch && i < _body.Code.Count; i++)
        {
            var instruction = _body.Code[i];
            if (clause.HandlerCovers(instruction.Offset) && instruction.Code is ILOpCode.Call or ILOpCode.Callvirt
                && _scope.Context.Members.Method(instruction.Token).Reference is { Name: "SetException" } reference && reference.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
