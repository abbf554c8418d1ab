using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads one partial declaration into the shell to write for it, or says why there is none.</summary>
internal static class MemberParser
{
    public static ParsedMember? Parse(
        INamedTypeSymbol type,
        IMethodSymbol method,
        MethodDeclarationSyntax declaration,
        Compilation compilation,
        Refusals refusals)
    {
        var idempotent = IntentAttributes.Find(method, IntentNames.Idempotent);
        var transaction = IntentAttributes.Find(method, IntentNames.TransactionBoundary);
        var declaresGuard = idempotent is not null || transaction is not null;
        var isGuardedType = InvariantParser.IsGuarded(type);
        var place = declaration.Identifier.GetLocation();
        if (!declaresGuard && (!isGuardedType || !IsMeantForUs(type, method, declaration, place, refusals)))
        {
            return null;
        }

        if (method.PartialImplementationPart is { } written && !GeneratedFiles.IsOurs(written.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree))
        {
            if (declaresGuard)
            {
                refusals.Add(Rules.TargetCannotHold, place, $"'{method.Name}' already has an implementing part, so no guard can be written: rename that part to '{method.Name}{IntentNames.CoreSuffix}' and make it private, without partial");
            }

            return null;
        }

        if (!TypeShape.CanBeExtended(type, $"'{method.Name}'", place, refusals))
        {
            return null;
        }

        var shape = MemberShape.Return(method);
        var checksInvariants = isGuardedType && !method.IsStatic;
        IMethodSymbol? core = null;
        IdempotencyModel? idempotency = null;
        TransactionModel? boundary = null;
        var refusedBy = MemberShape.CanBeGuarded(type, method, declaration, declaresGuard, refusals) ? null : RuleTable.ShapeCannotBeGuarded;
        if (refusedBy is null)
        {
            core = Cores.Find(type, method, place, refusals);
            refusedBy = core is null ? RuleTable.CoreMissing : null;
            idempotency = idempotent is null ? null : IdempotencyParser.Parse(method, type, idempotent, compilation, refusals);
            boundary = transaction is null ? null : TransactionParser.Parse(method, type, transaction, compilation, refusals);
            if ((idempotent is not null && idempotency is null) || (transaction is not null && boundary is null))
            {
                refusedBy ??= RuleTable.TargetCannotHold;
            }
        }

        if (core is not null && checksInvariants && (shape.Kind == ReturnKind.Stream || (shape.Kind == ReturnKind.Value && Cores.IsIterator(core))))
        {
            refusals.Add(Rules.ShapeCannotBeGuarded, place, $"'{method.Name}' returns before its core has run, so the invariants of '{type.Name}' cannot be checked at its exit: return a list, or make it an ordinary method");
            shape = shape with { Kind = ReturnKind.Stream };
        }

        var owner = Owners.Of(method);
        var documentation = DocumentationComment.Of(declaration);
        var member = new GuardedMember(
            CSharpText.Name(method.Name),
            Modifiers(declaration),
            shape,
            method.Arity == 0 ? "" : "<" + string.Join(", ", method.TypeParameters.Select(t => CSharpText.Name(t.Name))) + ">",
            Constraints.Of(method),
            method.Parameters.Zip(declaration.ParameterList.Parameters, Parameter).ToEquatableArray(),
            method.IsStatic,
            method.Name + IntentNames.CoreSuffix,
            CSharpText.ContractId(method),
            owner,
            documentation.WithIntents(Told(idempotency, boundary, checksInvariants, owner)).ToEquatableArray(),
            idempotency,
            boundary,
            checksInvariants,
            refusedBy);
        return refusedBy is null && core is not null ? new(member, Guard(member, method, core, place), Summary(method, documentation)) : new(member, null, null);
    }

    private static GuardModel Guard(GuardedMember member, IMethodSymbol method, IMethodSymbol core, Location place)
    {
        var order = new[]
        {
            (Stands: member.Idempotency is not null, Name: "idempotent"),
            (Stands: member.Transaction is not null, Name: "transaction"),
            (Stands: member.ChecksInvariants && member.Return.Kind != ReturnKind.Stream, Name: "invariant"),
        };
        return new(
            method.GetDocumentationCommentId() ?? "",
            core.GetDocumentationCommentId() ?? "",
            order.Where(o => o.Stands).Select(o => o.Name).ToEquatableArray(),
            CSharpText.Place(place));
    }

    private static SummaryModel? Summary(IMethodSymbol method, DocumentationComment documentation) =>
        documentation.FirstSentence() is { Length: > 0 } sentence ? new(method.GetDocumentationCommentId() ?? "", sentence) : null;

    // In a type with invariants each partial method is ours, except those that plainly belong to another generator.
    private static bool IsMeantForUs(INamedTypeSymbol type, IMethodSymbol method, MethodDeclarationSyntax declaration, Location place, Refusals refusals)
    {
        var hasCore = Cores.IsNamed(type, method);
        if (method.IsStatic)
        {
            return hasCore;
        }

        if (!declaration.Modifiers.Any(m => SyntaxFacts.IsAccessibilityModifier(m.Kind())))
        {
            if (hasCore)
            {
                refusals.Add(Rules.ShapeCannotBeGuarded, place, $"'{method.Name}' has no accessibility modifier, so its calls vanish when it has no implementation: write 'private partial' or 'public partial'");
            }

            return false;
        }

        return hasCore || !method.GetAttributes().Any(IsForeign);
    }

    // The analyzer sees the attributes of our own implementing part as well.
    private static bool IsForeign(AttributeData attribute) =>
        attribute.AttributeClass?.ContainingNamespace?.ToDisplayString() != IntentNames.Namespace
        && !GeneratedFiles.IsOurs(attribute.ApplicationSyntaxReference?.SyntaxTree);

    private static string Modifiers(MethodDeclarationSyntax declaration) =>
        string.Join(" ", declaration.Modifiers.Where(m => !m.IsKind(SyntaxKind.PartialKeyword)).Select(m => m.Text));

    private static GuardedParameter Parameter(IParameterSymbol parameter, ParameterSyntax syntax)
    {
        var modifiers = string.Join(" ", syntax.Modifiers.Select(m => m.Text));
        var isToken = IntentAttributes.IsNamed(parameter.Type, "System.Threading.CancellationToken");
        return new(
            CSharpText.Name(parameter.Name),
            CSharpText.Of(parameter.Type),
            modifiers.Length == 0 ? "" : modifiers + " ",
            parameter.RefKind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", RefKind.In or RefKind.RefReadOnlyParameter => "in ", _ => "" },
            isToken,
            !isToken && !IsService(parameter));
    }

    // What the caller hands in to work with, rather than to work on, does not say whether two requests are the same.
    private static bool IsService(IParameterSymbol parameter) =>
        parameter.Type.TypeKind == TypeKind.Delegate
        || Services.IsGuards(parameter.Type)
        || Services.IsRunner(parameter.Type)
        || Services.IsDbContext(parameter.Type)
        || IntentAttributes.IsNamed(parameter.Type, "System.IServiceProvider")
        || IntentAttributes.IsNamed(parameter.Type, "System.TimeProvider")
        || IntentAttributes.IsNamed(parameter.Type, "Microsoft.Extensions.Logging.ILogger")
        || parameter.Type.AllInterfaces.Any(i => IntentAttributes.IsNamed(i, "Microsoft.Extensions.Logging.ILogger"))
        || parameter.GetAttributes().Any(a => a.AttributeClass?.Name is "FromServicesAttribute" or "FromKeyedServicesAttribute");

    private static string Told(IdempotencyModel? idempotency, TransactionModel? transaction, bool checksInvariants, string owner)
    {
        var told = new List<string>();
        if (idempotency is not null)
        {
            told.Add("idempotent by " + idempotency.Key.Text);
        }

        if (transaction is not null)
        {
            told.Add("one transaction");
        }

        if (checksInvariants)
        {
            told.Add("invariants hold on success");
        }

        if (owner.Length > 0)
        {
            told.Add("owned by " + owner);
        }

        return string.Join("; ", told);
    }
}

/// <param name="Member">The shell to write.</param>
/// <param name="Guard">The shell as the manifest lists it; null when it guards nothing.</param>
internal sealed record ParsedMember(GuardedMember Member, GuardModel? Guard, SummaryModel? Summary);
