namespace IntentContracts.Analysis.Tests.Rules;

public sealed class BlockingIsNotHiddenTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_thread_of_the_pool_is_held_instead(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("Api", """
            public sealed class Files
            {
                public string Load(string name)
                {
                    var path = Path.Combine("data", name);
                    return File.ReadAllText(path);
                }
            }
            public sealed class FilesController(Files files) : ControllerBase
            {
                [HttpGet("/file")] public async Task<string> Get(string name)
                {
                    return await Task.Run(() => files.Load(name)); // warning IC3002
                }
            }
            """);

        Assert.Equal(
            "Files.Load blocks on File.ReadAllText behind Task.Run: another thread of the pool is held instead · GET /file → FilesController.Get → Files.Load · await File.ReadAllTextAsync, or declare [Blocking(\"why\")]",
            Assert.Single(solution.Verify().Diagnostics).Message);
    }

    [Theory]
    [InlineData("await Task.Run(() => Compute());")]
    [InlineData("await Task.Factory.StartNew(() => Wait(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);")]
    [InlineData("_ = Task.Run(() => Wait());")]
    [InlineData("new Thread(() => Wait()).Start();")]
    [InlineData("await Task.Run(async () => await Task.Delay(1));")]
    public void Nothing_is_hidden(string statement)
    {
        using var solution = new RuleCase().Add("Api", $$"""
            public sealed class WorkController : ControllerBase
            {
                [HttpPost("/work")] public async Task Post()
                {
                    await Task.Yield();
                    {{statement}}
                }
                private static int Compute() => Math.Abs(-1);
                private static void Wait() => Thread.Sleep(1);
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_helper_that_moves_what_it_is_given()
    {
        using var solution = new RuleCase().Add("Api", """
            public static class Offload
            {
                public static Task<T> Run<T>(Func<T> work) => Task.Run(work);
            }
            public sealed class WorkController : ControllerBase
            {
                [HttpPost("/work")] public async Task<string> Post() => await Offload.Run(() => System.IO.File.ReadAllText("a")); // warning IC3002
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Who_waits_for_the_other_thread_by_blocking_is_told_once()
    {
        using var solution = new RuleCase().Add("Api", """
            public sealed class WorkController : ControllerBase
            {
                [HttpPost("/work")] public async Task<string> Post()
                {
                    await Task.Yield();
                    return Task.Run(() => System.IO.File.ReadAllText("a")).Result; // error IC3001
                }
            }
            """);

        solution.Verify();
    }
}
