using IntentContracts.Analysis;
using Microsoft.Build.Framework;

namespace IntentContracts.Tasks.Configuration;

/// <summary><c>&lt;IntentLevel Include="Shop.Legacy" Mode="Observe" /&gt;</c>: parts of the project that are stricter or less strict than the whole.</summary>
internal static class Levels
{
    public static IReadOnlyList<PartLevel> Read(IEnumerable<ITaskItem> items)
    {
        var levels = new SortedDictionary<string, PartLevel>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var name = item.ItemSpec.Trim();
            var mode = item.GetMetadata("Mode");
            if (mode.Length == 0)
            {
                throw new ConfigurationException($"IntentLevel '{name}' has no Mode: write <IntentLevel Include=\"{name}\" Mode=\"Observe\" />");
            }

            var level = new PartLevel(name, Word.Read<CheckMode>($"Mode of IntentLevel '{name}'", mode, []));
            if (levels.TryGetValue(name, out var other) && other.Mode != level.Mode)
            {
                throw new ConfigurationException($"IntentLevel '{name}' is there twice, with the modes {other.Mode} and {level.Mode}: remove one");
            }

            levels[name] = level;
        }

        return [.. levels.Values];
    }
}
