using System.Globalization;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>What tells two calls of the same member in one method apart, in a finding's identity: their order, and no line.</summary>
internal static class EffectNames
{
    public static string Numbered(MethodNode node, int site, string name)
    {
        var target = node.Method.Sites[site].Target.Id;
        var number = 1;
        for (var s = 0; s < site; s++)
        {
            number += node.Method.Sites[s].Target.Id == target && node.Method.Sites[s].Kind == node.Method.Sites[site].Kind ? 1 : 0;
        }

        return number == 1 ? name : name + " #" + number.ToString(CultureInfo.InvariantCulture);
    }
}
