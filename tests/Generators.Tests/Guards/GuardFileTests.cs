using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace IntentContracts.Tests.Generators.Guards;

/// <summary>Whole generated files, as a person reads them.</summary>
public sealed class GuardFileTests
{
    [Fact]
    public void Invariants_of_a_class() => Snapshot.Match(
        Compile.Generate(
            """
            using System.Linq;
            namespace Shop;

            [OwnedBy("billing")]
            [Invariant("Lines.Sum() == Total", Because = "invoices are printed from Total")]
            [Invariant(nameof(IsOpen))]
            public partial class Order
            {
                public int[] Lines { get; private set; } = [];
                public int Total { get; private set; }
                private bool IsOpen => true;
                public Order() { EnsureInvariants(); }

                /// <summary>Adds a line.</summary>
                /// <param name="amount">What it costs.</param>
                public partial int Add(int amount);
                private int AddCore(int amount) { Lines = [.. Lines, amount]; return Total += amount; }

                public partial Task PayAsync(CancellationToken ct);
                private Task PayAsyncCore(CancellationToken ct) => Task.CompletedTask;
            }
            """).File("Guards/Shop.Order.g.cs"));

    [Fact]
    public void Every_guard_in_one_member() => Snapshot.Match(
        Compile.Generate(
            """
            namespace Shop
            {
                public sealed record PlaceOrder(string OrderId);
                public sealed record Receipt(int Number);

                [Invariant("_open >= 0")]
                public sealed partial class OrderService(ITransactionRunner runner, IntentGuards guards)
                {
                    private int _open;

                    /// <summary>
                    /// Places an order.
                    /// </summary>
                    [TransactionBoundary(Isolation = System.Data.IsolationLevel.Serializable)]
                    [Idempotent(Key = "request.OrderId", Lease = "00:00:30"), OwnedBy("orders")]
                    public partial Task<Receipt> PlaceAsync(PlaceOrder request, CancellationToken ct);
                    private Task<Receipt> PlaceAsyncCore(PlaceOrder request, CancellationToken ct) => Task.FromResult(new Receipt(++_open));
                }
            }
            """).File("Guards/Shop.OrderService.g.cs"));

    [Fact]
    public void The_manifest() => Snapshot.Match(
        Compile.Generate(
            """
            [assembly: OwnedBy("shop")]
            namespace Shop;

            /// <summary>Places orders. And more.</summary>
            public sealed partial class OrderService(ITransactionRunner runner)
            {
                [Idempotent(Key = "id"), TransactionBoundary]
                public partial Task PlaceAsync(string id);
                private Task PlaceAsyncCore(string id) => Task.CompletedTask;
            }
            """).File("Manifest.g.cs"));

    [Fact]
    public void Files_are_named_by_type_and_never_collide()
    {
        const string member = "{ [TransactionBoundary] public partial Task M(ITransactionRunner r); private Task MCore(ITransactionRunner r) => Task.CompletedTask; ";
        var generated = Compile.Generate(
            $$"""
            namespace A { public partial class X {{member}} public partial class Y {{member}} } } public partial class X<T> {{member}} } public partial class x {{member}} } }
            namespace B { public partial class X {{member}} } public partial class Ünï_1 {{member}} } public partial class a‿b {{member}} } }
            public partial class X {{member}} public partial class Y<T> {{member}} } }
            namespace A { public partial class X { [TransactionBoundary] public partial Task N(ITransactionRunner r); private Task NCore(ITransactionRunner r) => Task.CompletedTask; } }
            """);
        Assert.Equal(
            [
                "Guards/A.X+Y.g.cs", "Guards/A.X-f19ef9e0.g.cs", "Guards/A.X.2.g.cs", "Guards/A.X`1.g.cs", "Guards/A.x-5566c600.g.cs",
                "Guards/B.X.g.cs", "Guards/B.a-203Fb.g.cs", "Guards/B.Ünï_1.g.cs", "Guards/X+Y`1.g.cs", "Guards/X.g.cs", "Manifest.g.cs",
            ],
            generated.HintNames);
        Assert.DoesNotContain(generated.Problems(), p => !p.Contains("CS8981", StringComparison.Ordinal));
    }

    /// <summary>All shapes, each alone, from two folders: nothing of where it was built is in the assembly or its symbols.</summary>
    [Theory]
    [MemberData(nameof(Shapes.GuardSnapshotTests.Names), MemberType = typeof(Shapes.GuardSnapshotTests))]
    public void Two_checkouts_of_each_shape_compile_to_the_same_bytes(string shape)
    {
        Assert.Equal(Hash("/first/checkout/src"), Hash("/build/b/src"));

        string Hash(string folder)
        {
            var driver = Compile.Driver(new Options(("build_property.ProjectDir", folder + "/")), folder + "/obj/Debug/net10.0");
            var compilation = Compile.Files((folder + "/Domain/Box.cs", Shapes.ShapeSources.All[shape].Source), (folder + "/Support.cs", Shapes.ShapeSources.Support));
            compilation = compilation.WithOptions(compilation.Options.WithSourceReferenceResolver(new SourceFileResolver([], folder, [new(folder, "/_")])));
            driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
            using var image = new MemoryStream();
            Assert.True(output.Emit(image, options: new(debugInformationFormat: DebugInformationFormat.Embedded)).Success);
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(image.ToArray()));
        }
    }

    [Fact]
    public void Two_checkouts_of_one_source_compile_to_the_same_bytes()
    {
        Assert.Equal(Image("/first/checkout/src"), Image("/build/b/src"));

        static byte[] Image(string folder)
        {
            var driver = Compile.Driver(new Options(("build_property.ProjectDir", folder + "/")), folder + "/obj/Debug/net10.0");
            var compilation = Compile.Files((folder + "/Domain/Box.cs", "[Invariant(\"N >= 0\")] public sealed partial class Box { public int N; public Box() { EnsureInvariants(); } public partial void M(); private void MCore() { } }"));
            compilation = compilation.WithOptions(compilation.Options.WithSourceReferenceResolver(new SourceFileResolver([], folder, [new(folder, "/_")])));
            driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
            using var image = new MemoryStream();
            Assert.True(output.Emit(image, options: new(debugInformationFormat: DebugInformationFormat.Embedded)).Success);
            Assert.Contains("../../../../../../Domain/Box.cs", output.SyntaxTrees.Single(t => t.FilePath.EndsWith("Box.g.cs", StringComparison.Ordinal)).ToString(), StringComparison.Ordinal);
            return image.ToArray();
        }
    }
}
