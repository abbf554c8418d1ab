namespace IntentContracts.Analysis.Tests.Rules;

public sealed class OnlyByTheClockTests
{
    private const string Shop = """
        public sealed class Db : DbContext;
        public sealed class Stock(Db db)
        {
            public async Task CountAsync()
            {
                db.Update(new object());
                await db.SaveChangesAsync();
                db.Add(new object());
                await db.SaveChangesAsync(); // $ IC1101
            }
        }

        """;

    /// <summary>Where a tick breaks off, the next one looks at the same data again; what a queue has handed out, or a person has asked for, does not come again by itself.</summary>
    [Theory]
    [InlineData("warning", "public sealed class Counting(Stock stock) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stop) { using var timer = new PeriodicTimer(TimeSpan.FromHours(1)); while (await timer.WaitForNextTickAsync(stop)) { await stock.CountAsync(); } } }")]
    [InlineData("warning", "public sealed class Counting(Stock stock) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stop) { while (!stop.IsCancellationRequested) { await stock.CountAsync(); await Task.Delay(1000, stop); } } }")]
    [InlineData("warning", "public sealed class CountJob(Stock stock) : Quartz.IJob { public Task Execute(Quartz.IJobExecutionContext context) => stock.CountAsync(); }")]
    [InlineData("error", "public sealed class Counting(Stock stock, System.Threading.Channels.Channel<int> asked) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stop) { await foreach (var one in asked.Reader.ReadAllAsync(stop)) { await stock.CountAsync(); await Task.Delay(one, stop); } } }")]
    [InlineData("error", "public sealed class CountJob(Stock stock) : Quartz.IJob { public Task Execute(Quartz.IJobExecutionContext context) => stock.CountAsync(); } public sealed class StockController(Stock stock) : ControllerBase { [HttpPost(\"/count\")] public Task Post() => stock.CountAsync(); }")]
    public void Commits_of_work_that_a_clock_repeats_are_possible(string tier, string caller)
    {
        using var solution = new RuleCase { Only = ["IC1101"] }.Add("Api", Shop.Replace("$", tier, StringComparison.Ordinal) + caller);

        solution.Verify();
    }
}
