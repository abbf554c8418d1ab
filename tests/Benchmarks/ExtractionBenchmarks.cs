using BenchmarkDotNet.Attributes;

namespace IntentContracts.Benchmarks;

/// <summary>Warm: the same process, the files in the page cache, the code compiled.</summary>
[MemoryDiagnoser]
public class ExtractionBenchmarks
{
    private string[] _files = [];

    /// <summary>Finds the files and checks that both decoders find the same in them.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _files = FrameworkFiles.Find();
        Agreement.Check(_files);
    }

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
