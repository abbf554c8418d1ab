using System.Security.Cryptography;
using System.Text;

namespace IntentContracts.Analysis.Reports.Html;

/// <summary>The parts of the document that are the same for every report: its frame, its style and its scripts, as they stand in Assets.</summary>
internal static class HtmlAssets
{
    // A script uses those before it, and functions of all of them once everything is there.
    private static readonly string[] s_scripts =
    [
        "dom.js", "model.js", "search.js", "paths.js", "tables.js", "index.js", "sequence.js", "entry.js", "explorer.js", "machine.js", "types.js", "owners.js", "ledgers.js", "keys.js", "app.js",
    ];

    public static string Frame() => Read("report.html");

    public static string Style() => Read("report.css");

    /// <summary>All scripts as one, out of reach of everything else.</summary>
    public static string Script() => "(() => {\n'use strict';\n" + string.Concat(s_scripts.Select(Read)) + "})();\n";

    /// <summary>What names a text in a Content-Security-Policy (CSP level 3, "hash-source").</summary>
    public static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return "'sha256-" + Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text))) + "'";
    }

    private static string Read(string name)
    {
        using var stream = typeof(HtmlAssets).Assembly.GetManifestResourceStream("Html/" + name) ?? throw new InvalidOperationException("The resource Html/" + name + " is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
