using System.Globalization;
using IntentContracts.Analysis;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Cli.Trees;

/// <summary>How things are called in trees and tables.</summary>
internal static class Title
{
    /// <summary>A method; a handler that is a lambda has no name of its own.</summary>
    public static string Of(MethodNode node) => node.Method.Has(MethodTraits.Lambda) ? "handler in " + Names.Short(node)["lambda in ".Length..] : Names.Short(node);

    /// <summary>An entry point: its route, or what kind of thing runs it.</summary>
    public static string Of(EntryPoint entry) => entry.Kind == "http" ? entry.Title : entry.Kind;

    /// <summary><c>Application/OrderService.cs:54</c>; the file alone where no line is known.</summary>
    public static string Text(this Place place) =>
        !place.IsKnown ? "" : place.Line == 0 ? place.File : place.File + ":" + place.Line.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where a method is declared; of a shell, the declaration that somebody wrote and not the generated one.</summary>
    public static Place DeclaredAt(this CheckRun run, MethodNode node) =>
        node.Guard is { Span.Line: > 0 } guard ? run.Places.OfManifest(node.Assembly, guard.Span).Place : run.Places.OfDeclared(node).Place;

    /// <summary>"1 finding", "2 findings", "2 entries".</summary>
    public static string Count(int count, string singular, string? plural = null) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + (count == 1 ? singular : plural ?? singular + "s");
}
