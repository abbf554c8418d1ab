using IntentContracts.Analysis.Rules;
using IntentContracts.CodeFixes.Refactorings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Tests.Refactorings;

public sealed class DeclareIntentTests
{
    [Fact]
    public Task Below_what_stands_there_already() => Becomes.ByRefactoringAsync(
        new DeclareIntent(),
        """
        public class Orders
        {
            /// <summary>Places.</summary>
            [Obsolete] // soon
            public void $$Place() { }
        }
        """,
        """
        public class Orders
        {
            /// <summary>Places.</summary>
            [Obsolete] // soon
            [NotIdempotent("")]
            public void Place() { }
        }
        """,
        "[NotIdempotent(\"…\")]");

    [Fact]
    public Task On_one_line_and_without_the_namespace_in_scope() => Becomes.ByRefactoringAsync(
        new DeclareIntent(),
        "public interface IOrders { void $$Place(); class NoTransactionAttribute : Attribute; }",
        "public interface IOrders { [global::IntentContracts.NoTransaction(\"\")] void Place(); class NoTransactionAttribute : Attribute; }",
        "[NoTransaction(\"…\")]");

    [Fact]
    public async Task What_is_decided_is_not_offered_again()
    {
        var (_, actions) = await Apply.AtCaretAsync(new DeclareIntent(), "class A { [NotIdempotent(\"each mail is one\")] void $$M() { } }");
        Assert.Equal(["[NoTransaction(\"…\")]"], actions.Select(a => a.Title));
        (_, actions) = await Apply.AtCaretAsync(new DeclareIntent(), "class A { [NotIdempotent(\"each mail is one\"), TransactionBoundary] void $$M() { } }");
        Assert.Empty(actions);
    }

    [Fact]
    public async Task The_reason_is_left_to_the_human()
    {
        var (project, actions) = await Apply.AtCaretAsync(new DeclareIntent(), "class A { void $$M() { } }");
        Assert.Equal(3, actions.Count);
        foreach (var action in actions)
        {
            // Before the editor's clean-up takes annotations away.
            var preview = Assert.Single((await action.GetPreviewOperationsAsync(default)).OfType<ApplyChangesOperation>()).ChangedSolution.GetProject(project.Id)!;
            var root = (await preview.Documents.First().GetSyntaxRootAsync())!;
            var reason = Assert.Single(root.DescendantNodes().OfType<AttributeArgumentSyntax>());
            Assert.True(reason.HasAnnotations(WarningAnnotation.Kind));
            var text = Assert.IsType<LiteralExpressionSyntax>(reason.Expression).Token.ValueText;
            Assert.True(ReasonsMustSaySomething.IsPlaceholder(text));
        }
    }

    [Fact]
    public Task Nothing_for_a_property() => Becomes.NothingByRefactoringAsync(new DeclareIntent(), "class A { int $$M => 1; }");
}
