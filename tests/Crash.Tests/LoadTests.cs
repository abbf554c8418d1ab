using System.Diagnostics;
using System.Globalization;

namespace IntentContracts.Crash.Tests;

/// <summary>Processes that call the same keys and are killed and started again every few seconds: in the end, each key has had exactly one effect.</summary>
public sealed class LoadTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(4);

    [PostgreSqlFact]
    public async Task A_minute_of_calls_and_kills_leaves_one_effect_for_each_key()
    {
        const int Keys = 4000;
        const int Callers = 6;
        await using var scene = await Scene.SetAsync("inside", "postgresql");
        var answers = new List<string>();
        var kills = 0;
        var since = Stopwatch.StartNew();
        var workers = new[] { Start(0), Start(1) };
        for (var round = 2; since.Elapsed < Duration; round++)
        {
            await Task.Delay(Life / workers.Length);
            var next = round % workers.Length;
            kills += workers[next].HasExited ? 0 : 1;
            answers.AddRange(await EndAsync(workers[next]));
            workers[next] = Start(round);
        }

        foreach (var worker in workers)
        {
            kills += worker.HasExited ? 0 : 1;
            answers.AddRange(await EndAsync(worker));
        }

        // What was lost in the kills is asked for once more, by callers that live.
        using var last = WorkerProcess.Start("load", scene.Setting, "0", Keys.ToString(CultureInfo.InvariantCulture), "4");
        var lastAnswers = (await last.EndAsync()).Output.Split('\n');

        var effects = await scene.Setting.EffectsAsync();
        var figures = string.Create(CultureInfo.InvariantCulture,
            $"load: {answers.Count + lastAnswers.Length} answers in {since.Elapsed.TotalSeconds:0} s, {kills} processes killed; {Keys} keys, {effects.Values.Sum()} effects, {effects.Values.Count(n => n > 1)} twice, {Keys - effects.Count} lost");
        await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, "load.txt"), figures + "\n");
        Assert.All(answers.Concat(lastAnswers), answer => Assert.True(answer is "ok" or "busy", answer));
        Assert.True(kills >= 8, figures);
        Assert.Equal(Keys, effects.Count);
        Assert.All(effects, effect => Assert.Equal(1, effect.Value));

        WorkerProcess Start(int seed) => WorkerProcess.Start("load", scene.Setting, seed.ToString(CultureInfo.InvariantCulture), Keys.ToString(CultureInfo.InvariantCulture), Callers.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<IEnumerable<string>> EndAsync(WorkerProcess worker)
    {
        using (worker)
        {
            if (!worker.HasExited)
            {
                worker.Kill();
            }

            // The last line may have been cut in the middle.
            return (await worker.EndAsync()).Output.Split('\n').SkipLast(1).Where(l => l.Length > 0);
        }
    }
}
