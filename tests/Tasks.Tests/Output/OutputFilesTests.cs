using IntentContracts.Analysis;
using IntentContracts.Tasks.Output;

namespace IntentContracts.Tasks.Tests.Output;

public sealed class OutputFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_UTF8_without_byte_order_mark_into_folders_it_makes()
    {
        OutputFiles.Write(_folder.Path, [new(OutputFolder.Machine, "a/b.json", "é\n")]);

        Assert.Equal("é\n"u8.ToArray(), File.ReadAllBytes(_folder["a/b.json"]));
    }

    [Fact]
    public void Leaves_a_file_alone_that_is_right()
    {
        OutputFiles.WriteIfDifferent(_folder["same"], "same");
        var then = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_folder["same"], then);

        OutputFiles.WriteIfDifferent(_folder["same"], "same");
        Assert.Equal(then, File.GetLastWriteTimeUtc(_folder["same"]));

        OutputFiles.WriteIfDifferent(_folder["same"], "else");
        Assert.Equal("else", File.ReadAllText(_folder["same"]));
    }
}
