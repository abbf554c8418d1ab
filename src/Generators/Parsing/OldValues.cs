using System.Globalization;
using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Collects what the conditions of one operation call <c>old(…)</c>, each once.</summary>
internal sealed class OldValues(IMethodSymbol operation, INamedTypeSymbol type, Refusals refusals)
{
    private const string Keyword = "old";

    private readonly List<OldModel> _all = [];

    public EquatableArray<OldModel> All => _all.ToEquatableArray();

    /// <summary>Whether a text calls something <c>old</c> where that has no meaning.</summary>
    public static InvocationExpressionSyntax? First(string text, ParseOptions options) =>
        ExpressionParser.Syntax(text, options) is { } expression ? In(expression).FirstOrDefault() : null;

    /// <summary>The condition with a name of the same width in the place of each old value, or null after saying what is wrong with one.</summary>
    /// <param name="parameters">What the condition calls the operation's parameters.</param>
    public (string Text, EquatableArray<int> Used)? Replace(
        string text, ExpressionPlace place, ParseOptions options, EquatableArray<string> parameters, OriginModel? origin)
    {
        var used = new SortedSet<int>();
        var replaced = text;
        foreach (var call in ExpressionParser.Syntax(text, options) is { } expression ? In(expression) : [])
        {
            var arguments = call.ArgumentList.Arguments;
            if (arguments.Count != 1 || arguments[0] is not { NameColon: null, RefKindKeyword.RawKind: 0 } argument || In(argument.Expression).Any())
            {
                refusals.Add(Rules.ExpressionInvalid, place.At(call.Span), "old(…) takes one expression, and no other old(…) inside: write old(Balance)");
                return null;
            }

            if (Find(call, argument.Expression, place, options, parameters, origin) is not { } index)
            {
                return null;
            }

            used.Add(index);
            replaced = replaced.Remove(call.SpanStart, call.Span.Length).Insert(call.SpanStart, _all[index].Local);
        }

        return (replaced, used.ToEquatableArray());
    }

    private int? Find(
        InvocationExpressionSyntax call, ExpressionSyntax value, ExpressionPlace place, ParseOptions options, EquatableArray<string> parameters, OriginModel? origin)
    {
        var names = operation.Parameters.Select((p, i) => (Name: i < parameters.Count ? parameters[i] : p.Name, p.Type)).ToList();
        if (OldTypes.Of(value, type, names) is not { } valueType)
        {
            refusals.Add(
                Rules.ExpressionInvalid,
                place.At(value.Span),
                value is IdentifierNameSyntax
                    ? $"old({Brief(value)}) names no parameter or member of '{type.Name}': correct the name"
                    : $"old({Brief(value)}) is more than a path of parameters and members, so its type is not known where it is kept: give it a name, such as a property, and write old(Name)");
            return null;
        }

        var shape = MemberShape.Return(operation);
        if (valueType.IsRefLikeType && shape.IsTask)
        {
            refusals.Add(Rules.ExpressionInvalid, place.At(value.Span), $"old({Brief(value)}) is of the ref struct type '{CSharpText.Brief(valueType)}', which cannot wait for a task: keep a copy of what matters, such as its length");
            return null;
        }

        var text = ExpressionParser.Parse(place.Within(value.Span), options, value.ToString(), "old value", refusals);
        if (text is null)
        {
            return null;
        }

        var width = call.Span.Length;
        for (var i = 0; i < _all.Count; i++)
        {
            if (_all[i].Expression.Text == text.Text && _all[i].Local.Length == width && Equals(_all[i].Origin, origin))
            {
                return i;
            }
        }

        var number = (_all.Count + 1).ToString(CultureInfo.InvariantCulture);
        _all.Add(new(
            HelperNames.For(type, operation, "Old" + number),
            (Keyword + number).PadRight(width, '_'),
            CSharpText.Of(valueType),
            text,
            parameters,
            origin,
            SimpleCode.CanThrow(text.Text, options, type, [.. names.Select(n => (n.Name, (ITypeSymbol?)n.Type))])));
        return _all.Count - 1;
    }

    // From the last to the first, so that replacing one leaves the positions of the others.
    private static IEnumerable<InvocationExpressionSyntax> In(ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf()
            .OfType<InvocationExpressionSyntax>()
            .Where(i => i.Expression is IdentifierNameSyntax { Identifier.ValueText: Keyword })
            .OrderByDescending(i => i.SpanStart);

    private static string Brief(ExpressionSyntax value)
    {
        var text = string.Join(" ", value.ToString().Split(['\n', '\r', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 40 ? text : text.Substring(0, 39) + "…";
    }
}
