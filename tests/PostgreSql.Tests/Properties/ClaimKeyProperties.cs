using FsCheck.Fluent;

namespace IntentContracts.PostgreSql.Tests.Properties;

public sealed class ClaimKeyProperties
{
    // Short strings from few characters, so that concatenations of different triples do collide.
    private static readonly FsCheck.Gen<string> Part =
        from length in Gen.Choose(0, 4)
        from characters in Gen.Elements('a', 'b', '\0', '\u0001', '\u00e9', ':', '\\').ArrayOf(length)
        select new string(characters);

    private static readonly FsCheck.Arbitrary<(string, string, string)> Triples = (from a in Part from b in Part from c in Part select (a, b, c)).ToArbitrary();

    [Fact]
    public void Two_different_triples_have_different_keys() => Prop
        .ForAll(Triples, Triples, static (one, other) => (one == other) == (Of(one) == Of(other)))
        .Check(Runs.Of(3000));

    [Fact]
    public void Moving_the_border_between_two_parts_changes_the_key() => Prop
        .ForAll(Triples, static t => t.Item2.Length == 0 || Of(t) != Of((t.Item1 + t.Item2[..1], t.Item2[1..], t.Item3)))
        .Check(Runs.Of(1000));

    [Fact]
    public void A_key_is_64_hexadecimal_digits_whatever_it_is_of() => Prop
        .ForAll(Triples, static t => Of(t).Value.Length == 64 && Of(t).Value.All(char.IsAsciiHexDigitLower))
        .Check(Runs.Of(500));

    private static ClaimKey Of((string Contract, string Scope, string Key) t) => ClaimKey.Create(t.Contract, t.Scope, t.Key);
}
