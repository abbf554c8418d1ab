namespace IntentContracts.Runtime.Tests.Claims;

public sealed class FingerprintBuilderTests
{
    private record Shape(int Size);

    private sealed record Circle(int Size, int Radius) : Shape(Size);

    private sealed record Square(int Size, int Radius) : Shape(Size);

    private sealed class Cycle
    {
        public Cycle Self => this;
    }

    [Fact]
    public void The_fingerprint_is_part_of_what_is_stored_and_never_changes()
    {
        var builder = default(FingerprintBuilder);
        builder.Add("amount", 12.50m);
        builder.Add("to", "Zoë");

        Assert.Equal("v1:6bdbc425d81cdf80d9a252420956faff6d3e5655a2b3f5db9fca2ae9606a587a", builder.Build().Value);
        Assert.Equal(builder.Build(), builder.Build());
    }

    [Fact]
    public void Every_argument_counts()
    {
        Assert.NotEqual(Of("a", 1), Of("a", 2));
        Assert.NotEqual(Of("a", 1), Of("b", 1));
        Assert.NotEqual(Of<string?>("a", null), Of("a", "null"));
        Assert.NotEqual(Of("a", "1"), Of("a", 1));
        Assert.NotEqual(default(FingerprintBuilder).Build(), Of<string?>("a", null));
        Assert.Equal(Of("a", (1, "x")), Of("a", (1, "x")));
        Assert.NotEqual(Of("a", (1, "x")), Of("a", (1, "y")));
    }

    [Fact]
    public void What_a_derived_type_adds_counts_and_so_does_which_one_it_is()
    {
        Assert.NotEqual(Of<Shape>("s", new Circle(1, 2)), Of<Shape>("s", new Circle(1, 3)));
        Assert.NotEqual(Of<Shape>("s", new Circle(1, 2)), Of<Shape>("s", new Square(1, 2)));
        Assert.Equal(Of<Shape>("s", new Circle(1, 2)), Of<Shape>("s", new Circle(1, 2)));
    }

    [Fact]
    public void Collections_count_by_content_and_dictionaries_without_order()
    {
        Assert.Equal(Of<IEnumerable<int>>("l", new[] { 1, 2 }), Of<IEnumerable<int>>("l", new List<int> { 1, 2 }));
        Assert.NotEqual(Of("l", new[] { 1, 2 }), Of("l", new[] { 2, 1 }));
        Assert.Equal(
            Of("d", new Dictionary<string, int> { ["x"] = 1, ["y"] = 2 }),
            Of("d", new Dictionary<string, int> { ["y"] = 2, ["x"] = 1 }));
    }

    [Fact]
    public void What_cannot_be_compared_is_refused_by_name()
    {
        Assert.Equal("callback", Assert.Throws<ArgumentException>(() => Of("callback", () => 1)).ParamName);
        Assert.Equal("cycle", Assert.Throws<ArgumentException>(() => Of("cycle", new Cycle())).ParamName);
    }

    private static Fingerprint Of<T>(string name, T value)
    {
        var builder = default(FingerprintBuilder);
        builder.Add(name, value);
        return builder.Build();
    }
}
