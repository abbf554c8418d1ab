using System.Globalization;
using System.Text.RegularExpressions;

namespace IntentContracts.Samples.Tests.OrdersBroken;

/// <summary>One diagnostic of a build, as MSBuild prints it.</summary>
internal sealed partial record BuildError(string Path, int Line, int Column, string Level, string Code, string Message)
{
    /// <summary>Each diagnostic once: the console repeats them in its summary.</summary>
    public static IReadOnlyList<BuildError> ReadAll(string output) =>
        [.. Diagnostic().Matches(output).Select(match => new BuildError(
            match.Groups["file"].Value,
            Number(match.Groups["line"]),
            Number(match.Groups["column"]),
            match.Groups["level"].Value,
            match.Groups["code"].Value,
            match.Groups["message"].Value)).Distinct()];

    // A diagnostic without a place counts as well: it must not slip through.
    [GeneratedRegex(@"(?m)^\s*(?<file>.*?)(\((?<line>\d+),(?<column>\d+)\))?\s*: (?<level>error|warning) (?<code>\w+): (?<message>.*?)( \[.*\])?\r?$")]
    private static partial Regex Diagnostic();

    private static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;
}
