using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using IntentContracts.Analysis.Lock;

namespace IntentContracts.Cli.Tests.Commands;

public sealed class DiffTests : IDisposable
{
    private const string PlaceAsync = "Shop.OrderService.PlaceAsync(Order)";

    private static readonly IntentLock s_before = new(
        "Shop.Api",
        [new(PlaceAsync, "Idempotent", "Key = \"order.Id\""), new(PlaceAsync, "TransactionBoundary", "Isolation = Serializable")],
        [new("Polly pipeline in Shop.Gateway.ChargeAsync(Charge)", "3", IsDeclared: true)],
        [
            new("GET /orders", "http", false, "web", [new("db read", "DbSet.FindAsync", PlaceAsync, 1, "orders", [], [])]),
            new("POST /orders", "http", true, "web", [new("db commit", "DbContext.SaveChangesAsync", PlaceAsync, 1, "orders", [], [])]),
        ],
        null);

    private static readonly IntentLock s_after = s_before with
    {
        Decisions = [s_before.Decisions[0], new(PlaceAsync, "TransactionBoundary", "Isolation = ReadCommitted")],
        Retries = [s_before.Retries[0] with { Attempts = "5" }],
        Entries =
        [
            s_before.Entries[0],
            s_before.Entries[1] with { Effects = [.. s_before.Entries[1].Effects, new("publish", "IBus.Publish", PlaceAsync, 1, "orders", [], [])] },
        ],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("intent-diff").FullName;

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal); // git's objects are read-only
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Two_files_are_compared()
    {
        Write("old.lock", s_before);
        Write("new.lock", s_after);

        var run = await RunAsync("diff", "old.lock", "new.lock");

        Assert.Equal("", run.Errors);
        Assert.Equal("Shop.Api   old.lock → new.lock", run.Lines[0]);
        Assert.Equal(2, run.Lines.Count(l => l.StartsWith("  ⚠ weakened", StringComparison.Ordinal)));
        Assert.Contains(run.Lines, l => l.StartsWith("  + added", StringComparison.Ordinal) && l.Contains("POST /orders", StringComparison.Ordinal));
        Assert.Equal("  ✓ 1 entry point unchanged", run.Lines[^1]);
        Assert.Equal((0, 1), (run.ExitCode, (await RunAsync("diff", "old.lock", "new.lock", "--exit-code")).ExitCode));
        Assert.Equal(0, (await RunAsync("diff", "old.lock", "old.lock", "--exit-code")).ExitCode);
    }

    [Fact]
    public async Task Revisions_are_compared()
    {
        Git("init", "-q", "-b", "main");
        Write("api/intent.lock", s_before);
        Commit();
        Git("checkout", "-q", "-b", "change");
        Write("api/intent.lock", s_after);
        Write("worker/intent.lock", s_before with { Project = "Shop.Worker" });
        Commit();

        Assert.Contains("attempts of the Polly pipeline raised 3 → 5", (await RunAsync("diff", "main..change")).Output, StringComparison.Ordinal);
        Assert.Contains("attempts of the Polly pipeline raised 3 → 5", (await RunAsync("diff", "main...HEAD")).Output, StringComparison.Ordinal);
        Assert.Contains("attempts of the Polly pipeline lowered 5 → 3", (await RunAsync("diff", "change", "main")).Output, StringComparison.Ordinal);
        Assert.Contains("Shop.Worker   main → the work tree", (await RunAsync("diff", "main")).Output, StringComparison.Ordinal);
        Assert.Contains("Shop.Api   HEAD → the work tree\n  ✓ 2 entry points unchanged", (await RunAsync("diff", "HEAD")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output=x")]
    [InlineData("nowhere")]
    [InlineData("nowhere..HEAD")]
    public async Task A_name_that_is_nothing_is_no_option_of_git(string name)
    {
        Git("init", "-q", "-b", "main");
        Write("intent.lock", s_before);
        Commit();

        var run = await RunAsync("diff", "--", name);

        Assert.Equal(3, run.ExitCode);
        Assert.EndsWith("is no lock, no project and no revision of this repository\n", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markdown_is_for_a_pull_request()
    {
        Write("old.lock", s_before);
        Write("new.lock", s_after);
        var summary = Path.Combine(_folder, "summary.md");

        var run = await Intent.RunInAsync(_folder, ["diff", "old.lock", "new.lock", "--format", "md", "--summary"], environment: name => name == "GITHUB_STEP_SUMMARY" ? summary : null);

        Assert.StartsWith("<!-- intent diff -->\n### What this change does to the promises of the system\n\n**2 promises weakened.**\n\n| | What | Where | Owner |\n| --- | --- | --- | --- |\n| ⚠ weakened | ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n\n✓ 1 entry point unchanged.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(run.Output, File.ReadAllText(summary));
    }

    [Fact]
    public async Task A_comment_stays_below_the_limit_and_keeps_the_weakenings()
    {
        var many = Enumerable.Range(0, 3_000).Select(i => new LockEntry(string.Create(CultureInfo.InvariantCulture, $"POST /orders/{i:D4}/with-a-rather-long-route"), "http", true, "web", [])).ToList();
        Write("old.lock", s_before);
        Write("new.lock", s_after with { Entries = [.. s_after.Entries, .. many] });

        var run = await RunAsync("diff", "old.lock", "new.lock", "--format", "md");

        Assert.InRange(run.Output.Length, 30_000, 60_000);
        Assert.Equal(2, run.Lines.Count(l => l.StartsWith("| ⚠ weakened", StringComparison.Ordinal)));
        Assert.Matches(@"\d+ changes left out here", run.Output);
    }

    [Fact]
    public async Task Machines_get_each_change()
    {
        Write("old.lock", s_before);
        Write("new.lock", s_after);

        using var json = JsonDocument.Parse((await RunAsync("diff", "old.lock", "new.lock", "--json")).Output);

        Assert.Equal(2, json.RootElement.GetProperty("weakened").GetInt32());
        Assert.Equal(["new.lock"], json.RootElement.GetProperty("projects").EnumerateArray().Select(p => p.GetProperty("lock").GetString()));
    }

    [Fact]
    public async Task An_approved_body_is_told_with_who_approved_it_and_whose_it_is()
    {
        const string check = "Shop.OrderService.Check(Order)";
        Write("old.lock", s_before with { Bodies = [new(check, "1111111111111111-11111111-d", "@ada", "2026-11-01")] });
        Write("new.lock", s_before with { Bodies = [new(check, "2222222222222222-22222222-d", "@bob", "2026-11-02")] });

        Assert.Contains("~ body Shop.OrderService.Check(Order) its body changed; approved by @bob on 2026-11-02 orders", (await RunAsync("diff", "old.lock", "new.lock")).Squeezed, StringComparison.Ordinal);
        Assert.Contains("approved by @bob on 2026-11-02 | `Shop.OrderService.Check(Order)` | orders |", (await RunAsync("diff", "old.lock", "new.lock", "--format", "md")).Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await RunAsync("diff", "old.lock", "new.lock", "--json")).Output);
        Assert.Equal("orders", Assert.Single(json.RootElement.GetProperty("projects")[0].GetProperty("approvals").EnumerateArray()).GetProperty("owner").GetString());
    }

    [Fact]
    public async Task A_lock_with_a_conflict_is_named()
    {
        Write("old.lock", s_before);
        File.WriteAllText(Path.Combine(_folder, "new.lock"), "<<<<<<< HEAD\n");

        var run = await RunAsync("diff", "old.lock", "new.lock");

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("error: new.lock cannot be read: line 1", run.Errors, StringComparison.Ordinal);
    }

    private Task<IntentRun> RunAsync(params string[] arguments) => Intent.RunInAsync(_folder, arguments);

    private void Write(string path, IntentLock content)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, LockText.Write(content));
    }

    private void Commit()
    {
        Git("add", "-A");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "c");
    }

    private void Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
