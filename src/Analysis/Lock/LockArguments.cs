using System.Globalization;
using System.Text;
using IntentContracts.Analysis.Facts.Extraction;

namespace IntentContracts.Analysis.Lock;

/// <summary>The arguments of an attribute in one normal form: as metadata has them and not as they were written, named ones by name, enumerations by their words.</summary>
internal sealed record LockArguments(IReadOnlyList<string> Positional, IReadOnlyList<KeyValuePair<string, string>> Named)
{
    /// <summary>System.Data.IsolationLevel, and the enumerations of the vocabulary: metadata holds numbers.</summary>
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["TransactionBoundary.Isolation"] = ["-1=Unspecified", "16=Chaos", "256=ReadUncommitted", "4096=ReadCommitted", "65536=RepeatableRead", "1048576=Serializable", "16777216=Snapshot"],
        ["TransactionBoundary.Propagation"] = ["0=Required", "1=RequiresNew", "2=Mandatory", "3=Never", "4=Nested"],
        ["Idempotent.OnConcurrent"] = ["0=Wait", "1=Reject"],
        ["Idempotent.OnFault"] = ["0=Auto", "1=Hold", "2=Release"],
        ["Effect.0"] = ["0=DbRead", "1=DbWrite", "2=DbCommit", "3=Http", "4=Publish", "5=FileWrite"],
    };

    /// <param name="intent">Short name of the attribute.</param>
    public static string Write(string intent, IEnumerable<string?> positional, IEnumerable<KeyValuePair<string, string?>> named)
    {
        var parts = positional.Select((value, i) => Value(intent + "." + i.ToString(CultureInfo.InvariantCulture), value)).ToList();
        parts.AddRange(named.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Key + " = " + Value(intent + "." + n.Key, n.Value)));
        return string.Join(", ", parts);
    }

    public static LockArguments Read(string text)
    {
        var positional = new List<string>();
        var named = new List<KeyValuePair<string, string>>();
        foreach (var part in Split(text))
        {
            var equals = part.Length > 0 && part[0] != '"' ? part.IndexOf(" = ", StringComparison.Ordinal) : -1;
            if (equals < 0)
            {
                positional.Add(Plain(part));
            }
            else
            {
                named.Add(new(part.Substring(0, equals), Plain(part.Substring(equals + 3))));
            }
        }

        return new(positional, named);
    }

    public string? Get(string name)
    {
        foreach (var pair in Named)
        {
            if (pair.Key == name)
            {
                return pair.Value;
            }
        }

        return null;
    }

    private static string Value(string place, string? value)
    {
        if (value is null)
        {
            return "null";
        }

        if (Words.TryGetValue(place, out var words) && words.FirstOrDefault(w => w.StartsWith(value + "=", StringComparison.Ordinal)) is { } word)
        {
            return word.Substring(value.Length + 1);
        }

        var isPlain = value is "true" or "false" || long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        return isPlain ? value : "\"" + LockEscapes.Escape(Literals.OneLineEnd(value)).Replace("\"", "\\\"") + "\"";
    }

    private static IEnumerable<string> Split(string text)
    {
        var part = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\' && i + 1 < text.Length)
            {
                part.Append(text[i++]);
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[i] == ',')
            {
                yield return part.ToString().Trim();
                part.Clear();
                continue;
            }

            part.Append(text[i]);
        }

        if (part.Length > 0)
        {
            yield return part.ToString().Trim();
        }
    }

    private static string Plain(string value) =>
        value.Length > 1 && value[0] == '"' && value[value.Length - 1] == '"' ? LockEscapes.Unescape(value.Substring(1, value.Length - 2)) : value;
}
