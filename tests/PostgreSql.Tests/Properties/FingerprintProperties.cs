using FsCheck;
using FsCheck.Fluent;
using IntentContracts.Runtime;

namespace IntentContracts.PostgreSql.Tests.Properties;

public sealed class FingerprintProperties
{
    private static readonly Gen<string> Name =
        from length in Gen.Choose(0, 3)
        from characters in Gen.Elements('a', 'b', '"', '\\', ',', '[', ']', '\u00e9').ArrayOf(length)
        select new string(characters);

    private static readonly Arbitrary<(string Name, int Value)[]> Arguments =
        (from count in Gen.Choose(0, 4)
         from arguments in (from name in Name from value in Gen.Choose(-2, 2) select (name, value)).ArrayOf(count)
         select arguments).ToArbitrary();

    private static readonly Arbitrary<Dictionary<string, string>> Members =
        (from count in Gen.Choose(0, 6)
         from members in (from name in Name from value in Name select (name, value)).ArrayOf(count)
         select members.DistinctBy(static m => m.name).ToDictionary(static m => m.name, static m => m.value)).ToArbitrary();

    private static readonly Arbitrary<Order> Orders =
        (from id in Gen.Choose(0, 2)
         from text in Name
         from hasNote in Gen.Elements(true, false)
         from amounts in Gen.Choose(0, 3).SelectMany(static n => Gen.Choose(0, 2).ArrayOf(n))
         select new Order(id, text, hasNote ? text : null, amounts)).ToArbitrary();

    [Fact]
    public void Equal_arguments_have_equal_fingerprints_and_different_ones_different() => Prop
        .ForAll(Arguments, Arguments, static (one, other) => one.SequenceEqual(other) == (Of(one) == Of(other)))
        .Check(Runs.Of(3000));

    [Fact]
    public void The_value_counts_and_not_the_object() => Prop
        .ForAll(Orders, static order => Of(order) == Of(order with { Amounts = [.. order.Amounts], Text = new string(order.Text) }))
        .Check(Runs.Of(500));

    [Fact]
    public void Different_objects_have_different_fingerprints() => Prop
        .ForAll(Orders, Orders, static (one, other) => IsSame(one, other) == (Of(one) == Of(other)))
        .Check(Runs.Of(2000));

    [Fact]
    public void The_order_of_members_does_not_count() => Prop
        .ForAll(Members, static members => Of(members) == Of(members.Reverse().ToDictionary()))
        .Check(Runs.Of(1000));

    [Fact]
    public void Each_member_counts() => Prop
        .ForAll(Members, Members, static (one, other) => IsSame(one, other) == (Of(one) == Of(other)))
        .Check(Runs.Of(2000));

    [Fact]
    public void The_order_of_arguments_counts() => Prop
        .ForAll(Arguments, static arguments => arguments.SequenceEqual(arguments.Reverse()) == (Of(arguments) == Of([.. arguments.Reverse()])))
        .Check(Runs.Of(1000));

    private static bool IsSame(Order one, Order other) =>
        one.Id == other.Id && one.Text == other.Text && one.Note == other.Note && one.Amounts.SequenceEqual(other.Amounts);

    private static bool IsSame(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && one.All(m => other.TryGetValue(m.Key, out var value) && value == m.Value);

    private static Fingerprint Of((string Name, int Value)[] arguments)
    {
        var builder = default(FingerprintBuilder);
        foreach (var (name, value) in arguments)
        {
            builder.Add(name, value);
        }

        return builder.Build();
    }

    private static Fingerprint Of<T>(T value)
    {
        var builder = default(FingerprintBuilder);
        builder.Add("value", value);
        return builder.Build();
    }

    internal sealed record Order(int Id, string Text, string? Note, int[] Amounts);
}
