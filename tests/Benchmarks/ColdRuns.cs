using System.Diagnostics;
using System.Globalization;

namespace IntentContracts.Benchmarks;

/// <summary>Cold: every run is the first thing a new process does, so compiling the decoder counts. The files stay in the page cache.</summary>
internal static class ColdRuns
{
    /// <summary>Prints medians; the contenders take turns, so that a change in the machine's load meets them all.</summary>
    public static void Measure(int runs)
    {
        var results = Contenders.All.Keys.ToDictionary(name => name, _ => new List<(double Milliseconds, double Megabytes)>());
        for (var run = 0; run <= runs; run++)
        {
            foreach (var name in Contenders.All.Keys)
            {
                var result = Start(name);

                // The first round fills the page cache.
                if (run > 0)
                {
                    results[name].Add(result);
                }
            }
        }

        Console.WriteLine($"median of {runs} fresh processes, {FrameworkFiles.Find().Length} assemblies");
        foreach (var (name, list) in results)
        {
            Console.WriteLine($"{name,-6} {Median(list, r => r.Milliseconds),8:F0} ms {Median(list, r => r.Megabytes),8:F0} MB peak working set");
        }
    }

    /// <summary>What the new process does: one run, then its time and its peak.</summary>
    public static void One(string name)
    {
        var files = FrameworkFiles.Find();
        var watch = Stopwatch.StartNew();
        var result = Contenders.All[name](files);
        watch.Stop();
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalMilliseconds} {self.PeakWorkingSet64 / 1048576.0} {result}"));
    }

    private static (double Milliseconds, double Megabytes) Start(string name)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, ArgumentList = { "one", name } };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Insert(0, typeof(ColdRuns).Assembly.Location);
        }

        using var process = Process.Start(start)!;
        var words = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return process.ExitCode == 0
            ? (double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"the run of {name} failed");
    }

    private static double Median<T>(List<T> items, Func<T, double> value) => items.Select(value).Order().ElementAt(items.Count / 2);
}
