using System.Xml.Linq;

namespace IntentContracts.Tasks.Configuration;

/// <summary>
/// MSBuild takes a <c>*</c> in an item for a file pattern, finds no such file and drops the item without a word, so that an entry point would go
/// unchecked. All that is left of it is what stands in the project's files.
/// </summary>
internal static class SwallowedPatterns
{
    public static void Refuse(IEnumerable<string> projectFiles)
    {
        foreach (var file in projectFiles.Where(File.Exists))
        {
            var swallowed = XDocument.Load(file)
                .Descendants()
                .Where(e => e.Name.LocalName == "IntentEntryPoint")
                .Select(e => (string?)e.Attribute("Include"))
                .FirstOrDefault(include => include is not null && include.Contains('*'));
            if (swallowed is not null)
            {
                throw new ConfigurationException(
                    $"{Path.GetFileName(file)} has the IntentEntryPoint '{swallowed}', which MSBuild takes for a file pattern and drops: write %2A for *, as in '{swallowed.Replace("*", "%2A")}'");
            }
        }
    }
}
