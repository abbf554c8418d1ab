using IntentContracts.Analysis.Facts;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Graph;

/// <summary>Which kinds of conditions a member declares: on itself, its parameters, its property or event.</summary>
internal static class Contracts
{
    /// <summary>Of <see cref="GuardWords.Requires"/> and <see cref="GuardWords.Ensures"/> those that an implementation's guard must have.</summary>
    public static IReadOnlyList<string> Of(MethodNode node)
    {
        var kinds = new List<string>();
        if (Speaks(node, IntentNames.Requires))
        {
            kinds.Add(GuardWords.Requires);
        }

        if (Speaks(node, IntentNames.Ensures))
        {
            kinds.Add(GuardWords.Ensures);
        }

        return kinds;
    }

    private static bool Speaks(MethodNode node, string attribute) =>
        node.Method.Attributes.Any(a => a.Type == attribute)
        || node.Method.Related.Any(a => a.Type == attribute && SpeaksOfAccessor(node.Method, a));

    /// <summary>On a property, Requires is asked of whoever sets it; Ensures speaks of the getter when it speaks of the result.</summary>
    private static bool SpeaksOfAccessor(MethodFact method, AttributeFact attribute)
    {
        var isGetter = method.Has(MethodTraits.SpecialName) && method.Name.StartsWith("get_", StringComparison.Ordinal);
        var isSetter = method.Has(MethodTraits.SpecialName) && method.Name.StartsWith("set_", StringComparison.Ordinal);
        return attribute.Type == IntentNames.Requires
            ? !isGetter || method.Parameters.Count > 0
            : (!isGetter && !isSetter) || isGetter == MentionsResult(attribute.Argument(0) ?? "");
    }

    private static bool MentionsResult(string condition)
    {
        const string Result = "result";
        for (var at = condition.IndexOf(Result, StringComparison.Ordinal); at >= 0; at = condition.IndexOf(Result, at + 1, StringComparison.Ordinal))
        {
            var end = at + Result.Length;
            if ((at == 0 || !IsPartOfName(condition[at - 1])) && (end == condition.Length || !IsPartOfName(condition[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPartOfName(char c) => char.IsLetterOrDigit(c) || c is '_' or '.';
}
