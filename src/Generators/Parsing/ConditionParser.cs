using System.Globalization;
using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads <c>[Requires]</c> and <c>[Ensures]</c> of one operation: its own, and those that it inherits.</summary>
internal sealed class ConditionParser
{
    private readonly INamedTypeSymbol _type;
    private readonly IMethodSymbol _operation;
    private readonly Refusals _refusals;
    private readonly OldValues _olds;
    private readonly ParseOptions _options;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private ConditionParser(INamedTypeSymbol type, IMethodSymbol operation, ParseOptions options, Refusals refusals)
    {
        _type = type;
        _operation = operation;
        _options = options;
        _refusals = refusals;
        _olds = new(operation, type, refusals);
    }

    /// <param name="options">How the user's sources are parsed.</param>
    public static OperationConditions Parse(INamedTypeSymbol type, IMethodSymbol operation, ParseOptions options, Refusals refusals)
    {
        var inherited = ContractSources.Inherited(operation).ToList();
        var own = ContractSources.Declares(operation);
        if (!own && inherited.Count == 0)
        {
            return OperationConditions.None;
        }

        var parser = new ConditionParser(type, operation, options, refusals);
        if (own && inherited.Count > 0)
        {
            parser.RefuseStronger(inherited);
        }

        var requires = parser.All(inherited, IntentNames.Requires);
        parser._seen.Clear();
        var ensures = parser.All(inherited, IntentNames.Ensures);
        return new(requires, parser._olds.All, ensures);
    }

    private EquatableArray<ConditionModel> All(IReadOnlyList<IMethodSymbol> inherited, string kind)
    {
        var found = new List<ConditionModel>();
        foreach (var source in inherited.Append(_operation))
        {
            var parameters = source.Parameters.Select(p => CSharpText.Name(p.Name)).ToEquatableArray();
            var origin = SymbolEqualityComparer.Default.Equals(source, _operation) ? null : Origins.Of(source.ContainingType);
            foreach (var attribute in ContractSources.On(source, kind))
            {
                if (Parse(attribute, kind, parameters, origin, found.Count + 1) is { } condition && (condition.Written.Length == 0 || _seen.Add(condition.Written)))
                {
                    found.Add(condition);
                }
            }
        }

        return found.ToEquatableArray();
    }

    private ConditionModel? Parse(AttributeData attribute, string kind, EquatableArray<string> parameters, OriginModel? origin, int number)
    {
        if (attribute.Text() is not { } written)
        {
            return null; // no argument, or one that is no constant: the compiler says so
        }

        // Said once, where it is declared: an implementation that inherits it stays quiet.
        var refusals = origin is null ? _refusals : Refusals.Unheard;
        var isEnsures = kind == IntentNames.Ensures;
        var name = HelperNames.For(_type, _operation, (isEnsures ? "Ensures" : "Requires") + number.ToString(CultureInfo.InvariantCulture));
        var text = ConditionText.Of(attribute, written, _type, isEnsures ? parameters.Append(ConditionText.Result) : parameters);
        var place = attribute.Argument(null) is { } argument ? ExpressionPlace.Of(argument, text) : ExpressionPlace.Nowhere;
        var because = attribute.Named("Because") as string ?? "";
        var at = CSharpText.Place(attribute.Place());
        if (string.IsNullOrWhiteSpace(written))
        {
            refusals.Add(Rules.ExpressionInvalid, attribute.Argument(null)?.Expression.GetLocation(), "the condition is empty: write what must hold, such as \"amount > 0\"");
            return new(name, null, "", because, at, parameters, EquatableArray<int>.Empty, origin);
        }

        if (ExpressionParser.Parse(place, _options, text, "condition", refusals) is not { } parsed)
        {
            return new(name, null, "", because, at, parameters, EquatableArray<int>.Empty, origin);
        }

        if (!isEnsures)
        {
            if (OldValues.First(text, _options) is { } old)
            {
                refusals.Add(Rules.ExpressionInvalid, place.At(old.Span), "old(…) means what was true on entry, which is when [Requires] is checked: leave it out, or declare [Ensures]");
                return new(name, null, "", because, at, parameters, EquatableArray<int>.Empty, origin);
            }

            return new(name, parsed, parsed.Text, because, at, parameters, EquatableArray<int>.Empty, origin, CanThrow(text, parameters, null));
        }

        if (_operation.Parameters.FirstOrDefault(p => p.Name == ConditionText.Result) is not null && MemberShape.Return(_operation).ResultType.Length > 0 && ConditionText.MentionsResult(text))
        {
            refusals.Add(Rules.ExpressionInvalid, place.Whole, $"'result' could mean what '{_operation.Name}' returns or its parameter of that name: rename the parameter");
            return new(name, null, "", because, at, parameters, EquatableArray<int>.Empty, origin);
        }

        if (MemberShape.Return(_operation).IsTask
            && _operation.Parameters.Select((p, i) => (Parameter: p, Name: parameters[i])).FirstOrDefault(p => MemberShape.IsBoundToTheCall(p.Parameter.Type) && ConditionText.Mentions(text, p.Name)) is { Name: { } bound })
        {
            refusals.Add(Rules.ExpressionInvalid, place.Whole, $"'{bound}' cannot outlive the call, and this condition is checked when the task has ended: say it in [Requires], or take a copy");
            return new(name, null, "", because, at, parameters, EquatableArray<int>.Empty, origin);
        }

        return _olds.Replace(text, place, _options, parameters, origin) is not var (replaced, used)
            ? new(name, null, "", because, at, parameters, EquatableArray<int>.Empty, origin)
            : new(name, used.Count == 0 ? parsed : ExpressionParser.Parse(place, _options, replaced, "condition", refusals), parsed.Text, because, at, parameters, used, origin, CanThrow(text, parameters, MemberShape.ResultOf(_operation)));
    }

    private bool CanThrow(string text, EquatableArray<string> parameters, ITypeSymbol? result)
    {
        var names = _operation.Parameters.Select((p, i) => (parameters[i], (ITypeSymbol?)p.Type)).ToList();
        if (result is not null)
        {
            names.Add((ConditionText.Result, result));
        }

        return SimpleCode.CanThrow(text, _options, _type, names);
    }

    // Whoever calls through the base or the interface can only know what is written there.
    private void RefuseStronger(List<IMethodSymbol> inherited)
    {
        var promised = new HashSet<string>(
            inherited.SelectMany(i => ContractSources.On(i, IntentNames.Requires)).Select(a => a.Text() ?? ""), StringComparer.Ordinal);
        foreach (var attribute in ContractSources.On(_operation, IntentNames.Requires))
        {
            if (attribute.Text() is { } text && !promised.Contains(text))
            {
                var contract = inherited[0];
                var there = contract.ContainingType.Name + "." + (contract.AssociatedSymbol ?? contract).Name;
                _refusals.Add(
                    Rules.OverrideWeakens,
                    attribute.Place(),
                    $"'{_type.Name}.{(_operation.AssociatedSymbol ?? _operation).Name}' asks for more than '{there}' does, so a call through that can fail where its contract holds: move the condition to '{there}', or drop it");
            }
        }
    }
}
