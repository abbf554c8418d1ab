namespace IntentContracts.Samples.Tests.Orders;

/// <summary>The committed lock of the sample says what the sample does: whoever reads it as an example reads the truth.</summary>
public sealed class LockTests
{
    private static readonly string Api = Path.Combine(Repository.Root, "samples", "Orders", "Api");

    [Fact]
    public async Task It_is_what_the_build_would_write()
    {
        var folder = Directory.CreateTempSubdirectory("intent-").FullName;
        var written = Path.Combine(folder, "intent.lock");

        // From nothing, so that nothing of the old text can stay.
        var accepted = await BuildAsync("-p:IntentLockFile=" + written, "-p:IntentLock=Accept", "-p:IntentContinuousIntegration=false");
        Assert.True(accepted.ExitCode == 0, accepted.Output);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Api, "intent.lock")), await File.ReadAllTextAsync(written));
        Directory.Delete(folder, recursive: true);

        // Last, so that the sample is left as everybody builds it.
        var plain = await BuildAsync();
        Assert.True(plain.ExitCode == 0, plain.Output);
        Assert.Contains("0 findings", plain.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("IC400", plain.Output, StringComparison.Ordinal);
    }

    // Without its libraries, which were built with these tests and have no lock of their own.
    private static Task<DotNetRun> BuildAsync(params string[] properties) => DotNet.RunAsync(
        TimeSpan.FromMinutes(5),
        ["build", Api, "-c", Repository.Configuration, "--no-restore", "--no-dependencies", "-v:m", "-tl:off", "-nologo", .. properties]);
}
