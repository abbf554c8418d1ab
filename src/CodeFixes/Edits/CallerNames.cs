using IntentContracts.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace IntentContracts.CodeFixes.Edits;

/// <summary>
/// Calls inside a body that are told by <c>[CallerMemberName]</c> where they stand: in a core they would hear the core's name, and <c>PropertyChanged</c> would be raised for a
/// property that nobody knows. So the name is written out.
/// </summary>
internal static class CallerNames
{
    public static void Add(EditContext context, SyntaxNode body, string name, Changes changes)
    {
        foreach (var node in body.DescendantNodes())
        {
            if (ArgumentsOf(node) is not { } list || context.Model.GetOperation(node, context.Cancellation) is not { } operation)
            {
                continue;
            }

            var arguments = operation switch
            {
                IInvocationOperation call => call.Arguments,
                IObjectCreationOperation creation => creation.Arguments,
                _ => [],
            };
            foreach (var argument in arguments)
            {
                if (argument is { ArgumentKind: ArgumentKind.DefaultValue, Parameter: { } parameter }
                    && parameter.GetAttributes().Any(a => a.Is("System.Runtime.CompilerServices.CallerMemberNameAttribute")))
                {
                    changes.Insert(list.CloseParenToken.SpanStart, (list.Arguments.Count > 0 ? ", " : "") + CSharpText.Name(parameter.Name) + ": " + name);
                }
            }
        }
    }

    private static ArgumentListSyntax? ArgumentsOf(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call => call.ArgumentList,
        BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
        _ => null,
    };
}
