using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads parameters.</summary>
internal static class Parameters
{
    /// <param name="modifiers">As written in the declaration, with a trailing blank.</param>
    public static GuardedParameter Of(IParameterSymbol parameter, string modifiers)
    {
        var isToken = IntentAttributes.IsNamed(parameter.Type, "System.Threading.CancellationToken");
        return new(
            CSharpText.Name(parameter.Name),
            CSharpText.Of(parameter.Type),
            modifiers,
            parameter.RefKind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", RefKind.In or RefKind.RefReadOnlyParameter => "in ", _ => "" },
            isToken,
            !isToken && !IsService(parameter),
            parameter.RefKind == RefKind.Out,
            MemberShape.IsBoundToTheCall(parameter.Type));
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
}
