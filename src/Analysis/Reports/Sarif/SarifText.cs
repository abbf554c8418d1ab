using System.Text;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Sarif;

/// <summary>Our words in SARIF's vocabulary.</summary>
internal static class SarifText
{
    public static string Level(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        RuleSeverity.Note => "note",
        _ => "none",
    };

    /// <summary>A rule's title as the identifier that SARIF wants for a name: "Effects need an owner" is EffectsNeedAnOwner.</summary>
    public static string Name(string title)
    {
        var name = new StringBuilder(title.Length);
        var startsWord = true;
        foreach (var c in title)
        {
            if (char.IsLetterOrDigit(c))
            {
                name.Append(startsWord ? char.ToUpperInvariant(c) : c);
                startsWord = false;
            }
            else
            {
                startsWord = true;
            }
        }

        return name.ToString();
    }
}
