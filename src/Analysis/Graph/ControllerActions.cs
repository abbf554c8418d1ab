using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Which public methods of a controller are actions, and at which route.</summary>
internal static class ControllerActions
{
    private const string NonAction = "Microsoft.AspNetCore.Mvc.NonActionAttribute";
    private const string RouteAttribute = "Microsoft.AspNetCore.Mvc.RouteAttribute";

    public static Route? Read(CodeGraph graph, Catalogue catalogue, MethodNode node)
    {
        var method = node.Method;
        if (!method.Has(MethodTraits.Public)
            || method.Has(MethodTraits.Static)
            || method.Has(MethodTraits.Abstract)
            || method.Has(MethodTraits.Constructor)
            || method.Has(MethodTraits.SpecialName)
            || method.Owner != method.Id
            || method.Attributes.Any(a => a.Type == NonAction)
            || !IsController(graph, catalogue, node))
        {
            return null;
        }

        var verb = "ANY";
        string? template = null;
        foreach (var attribute in method.Attributes)
        {
            if (catalogue.Attributes.TryGetValue(attribute.Type, out var meaning) && meaning is RouteMeaning route)
            {
                verb = route.Verb;
                template ??= attribute.Argument(0);
            }
            else if (attribute.Type == RouteAttribute)
            {
                template ??= attribute.Argument(0);
            }
        }

        return new(verb, Pattern(TypeTemplate(graph, node), template, node));
    }

    private static string Pattern(string? ofType, string? ofMethod, MethodNode node)
    {
        // A template that begins with '/' or '~/' does not combine with the controller's.
        var absolute = ofMethod is not null && (ofMethod.StartsWith("/", StringComparison.Ordinal) || ofMethod.StartsWith("~/", StringComparison.Ordinal));
        var combined = absolute ? ofMethod!.TrimStart('~') : (ofType ?? (ofMethod is null ? "[controller]/[action]" : "")) + "/" + ofMethod;
        var name = Names.Type(node.Method.Type);
        var controller = name.EndsWith("Controller", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Controller".Length) : name;
        return RouteReader.Normalise(combined.Replace("[controller]", controller).Replace("[action]", node.Method.Name));
    }

    private static string? TypeTemplate(CodeGraph graph, MethodNode node)
    {
        for (var type = graph.Types.Find(node.Assembly.Name, node.Type.Name); type is not null; type = type.Base)
        {
            foreach (var attribute in type.Fact.Attributes)
            {
                if (attribute.Type == RouteAttribute)
                {
                    return attribute.Argument(0);
                }
            }
        }

        return null;
    }

    private static bool IsController(CodeGraph graph, Catalogue catalogue, MethodNode node)
    {
        for (var type = graph.Types.Find(node.Assembly.Name, node.Type.Name); type is not null; type = type.Base)
        {
            if (type.Fact.Attributes.Any(a => catalogue.Attributes.TryGetValue(a.Type, out var m) && m is ControllerMeaning))
            {
                return true;
            }

            if (type.Base is null && type.Fact.Base is { } opaque && IsControllerBase(catalogue, opaque.Name))
            {
                return true;
            }
        }

        return false;
    }

    // Controller derives from ControllerBase inside the framework, whose types are not read.
    private static bool IsControllerBase(Catalogue catalogue, string name) =>
        name == "Microsoft.AspNetCore.Mvc.Controller" || (catalogue.Bases.TryGetValue(name, out var meaning) && meaning is ControllerMeaning);
}
