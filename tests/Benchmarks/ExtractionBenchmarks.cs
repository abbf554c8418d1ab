using BenchmarkDotNet.Attributes;

namespace IntentContracts.Benchmarks;

/// <summary>Warm: the same process, the files in the page cache, the code compiled.</summary>
[MemoryDiagnoser]
public class ExtractionBenchmarks
{
    private readonly string[] _files = FrameworkFiles.Find();

    /// <summary>One thread over all files.</summary>
    [Benchmark]
    public long Ours() => OurExtraction.Run(_files).Check;

    /// <summary>Mono.Cecil, deferred.</summary>
    [Benchmark(Baseline = true)]
    public long Cecil() => CecilExtraction.Run(_files).Check;

    /// <summary>One byte of every page.</summary>
    [Benchmark]
    public long Pages() => TouchBytes.Pages(_files).Check;

    /// <summary>Every byte.</summary>
    [Benchmark]
    public long Bytes() => TouchBytes.Sum(_files).Check;
}
