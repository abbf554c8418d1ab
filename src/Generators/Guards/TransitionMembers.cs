using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;

namespace IntentContracts.Generators.Guards;

/// <summary>The method that knows where the edges of one member lead.</summary>
internal static class TransitionMembers
{
    public static void Write(SourceWriter writer, TransitionModel transition)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        writer.Line(GuardFile.GeneratedCode);
        writer.Open($"private static bool {transition.HelperName}({transition.StateType} from, out {transition.StateType} to)");
        writer.Open("switch (from)");
        foreach (var edge in transition.Edges)
        {
            var from = edge.From.Where(seen.Add).ToList();
            foreach (var state in from)
            {
                writer.Line($"case {transition.StateType}.{CSharpText.Name(state)}:");
            }

            if (from.Count > 0)
            {
                writer.Line($"    to = {transition.StateType}.{CSharpText.Name(edge.To)};").Line("    return true;");
            }
        }

        writer.Line("default:").Line("    to = from;").Line("    return false;");
        writer.Close().Close().Line();
    }
}
