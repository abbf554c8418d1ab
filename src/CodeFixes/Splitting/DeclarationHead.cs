using IntentContracts.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IntentContracts.CodeFixes.Splitting;

/// <summary>Makes the first half a partial declaration: <c>partial</c> before its type, without <c>async</c> and <c>virtual</c>, which are the core's.</summary>
internal static class DeclarationHead
{
    /// <param name="type">Where the return type, the name of a constructor or the keyword <c>event</c> begins: <c>partial</c> is the last modifier.</param>
    public static void Add(SplitTarget target, int type, Changes changes)
    {
        var modifiers = target.Syntax.Modifiers;
        foreach (var modifier in modifiers)
        {
            if (modifier.Kind() is SyntaxKind.AsyncKeyword or SyntaxKind.VirtualKeyword)
            {
                changes.Remove(Layout.WithBlanks(modifier));
            }
            else if (modifier.IsKind(SyntaxKind.OverrideKeyword) && !target.Symbol.IsSealed && !target.Type.IsSealed)
            {
                // An override of the shell would go around the guard.
                changes.Insert(modifier.SpanStart, "sealed ");
            }
        }

        // Without an accessibility the calls of a method vanish when nobody implements it.
        var access = target.Symbol is IMethodSymbol && !modifiers.Any(m => SyntaxFacts.IsAccessibilityModifier(m.Kind())) ? "private " : "";
        if (modifiers.Count == 0 || access.Length == 0)
        {
            changes.Insert(type, access + "partial ");
        }
        else
        {
            changes.Insert(modifiers[0].SpanStart, access);
            changes.Insert(type, "partial ");
        }

        CoreAttributes.RemoveMoved(target.Context, target.Syntax, changes);
        PartialTypes.Add(target.Syntax.Parent!, changes);
    }
}
