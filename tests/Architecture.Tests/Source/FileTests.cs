using IntentContracts.Architecture.Tests.Reading;

namespace IntentContracts.Architecture.Tests.Source;

public sealed class FileTests
{
    private const int Longest = 400;

    [Fact]
    public void NoFileIsTooLongToReadInOneGo() =>
        Violations.None(
            from file in SourceFiles()
            let lines = File.ReadLines(file).Count()
            where lines > Longest
            select Path.GetRelativePath(Repository.Root, file) + " has " + lines + " lines");

    [Fact]
    public void NothingIsLeftToWrite() =>
        Violations.None(
            from file in SourceFiles()
            let text = File.ReadAllText(file)
            where text.Contains("new NotImplementedException", StringComparison.Ordinal) || text.Contains("// TODO", StringComparison.Ordinal) || text.Contains("// HACK", StringComparison.Ordinal)
            select Path.GetRelativePath(Repository.Root, file));

    private static List<string> SourceFiles()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(Repository.Root, f).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .ToList();
        Assert.True(files.Count > 100, "only " + files.Count + " source files were found");
        return files;
    }
}
