using System.Diagnostics;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Tests.Metadata;

namespace IntentContracts.Analysis.Tests.Flow;

/// <summary>The bodies of the shared frameworks: every number in them means something, and loops and dominators come out of each in time.</summary>
public sealed class RealBodiesTests
{
    /// <summary>Every third assembly, unless INTENT_ALL_ASSEMBLIES asks for all.</summary>
    public static IEnumerable<string> Assemblies { get; } =
        [.. RealAssemblies.Frameworks().Where((_, i) => i % 3 == 0 || Environment.GetEnvironmentVariable("INTENT_ALL_ASSEMBLIES") is not null)];

    [Fact]
    public void Every_index_is_valid_and_no_region_is_empty()
    {
        foreach (var path in Assemblies)
        {
            foreach (var method in FactsReader.Read(path).Methods)
            {
                Check(method, Path.GetFileName(path) + " " + method.Id);
            }
        }
    }

    [Fact]
    public void Control_flow_takes_bounded_time()
    {
        foreach (var path in Assemblies)
        {
            foreach (var method in FactsReader.Read(path).Methods.Where(m => m.Body.Blocks.Count > 1))
            {
                var watch = Stopwatch.StartNew();
                var flow = new ControlFlow(method);
                foreach (var loop in flow.Loops)
                {
                    Assert.True(loop.Contains(loop.Head));
                    Assert.True(loop.Turns >= 0);
                }

                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{method.Id}: {method.Body.Blocks.Count} blocks took {watch.Elapsed}");
            }
        }
    }

    private static void Check(MethodFact method, string what)
    {
        var body = method.Body;
        var blocks = body.Blocks.Count;
        Assert.True(body.BlockOfSite.Count == (blocks == 0 ? 0 : method.Sites.Count), what + ": sites without a block");
        Assert.True(body.BlockOfSite.All(IsBlock), what + ": a site in no block");
        Assert.True(body.Blocks.All(b => b.Next.All(IsBlock) && b.Next.Distinct().Count() == b.Next.Count), what + ": a jump to no block");
        Assert.True(body.Blocks.All(b => (b.WhenTrue < 0 || IsBlock(b.WhenTrue)) && (b.WhenFalse < 0 || IsBlock(b.WhenFalse))), what + ": a test that leads nowhere");
        Assert.True(body.Regions.All(r => r.Try.Count > 0 && r.Try.All(IsBlock)), what + ": a region that protects nothing");
        Assert.True(body.Regions.All(r => r.Handler.Count > 0 && r.Handler.All(IsBlock)), what + ": a region without a handler");
        Assert.True(body.Regions.All(r => r.Kind == RegionKind.Filter == r.Filter.Count > 0 && r.Filter.All(IsBlock)), what + ": a filter without a when clause");
        Assert.True(body.Steps.All(s => IsBlock(s.Block) && s.SitesBefore >= 0 && s.SitesBefore <= method.Sites.Count), what + ": a step in no block");

        bool IsBlock(int block) => block >= 0 && block < blocks;
    }
}
