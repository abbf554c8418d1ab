using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Tests.Facts;

/// <summary>By which keys a container is asked for parameters.</summary>
public sealed class ParameterKeyTests
{
    private static readonly Compiled Refit = Compiled.Assembly("Refit", """
        namespace Refit; [AttributeUsage(AttributeTargets.Parameter)] public sealed class HeaderAttribute(string header) : Attribute { public string Header => header; }
        """);

    private static readonly AssemblyFacts Facts = Compiled.Assembly("Keyed", """
        using Microsoft.Extensions.DependencyInjection;
        public sealed class Primary([FromKeyedServices("fast")] object first, string plain, [FromKeyedServices("slow")] object last) { public string All => $"{first}{plain}{last}"; }
        public static class Endpoints
        {
            public static void Get(int id, [FromKeyedServices("fast")] object service) { }
            public static void Plain(int id, [Foreign("fast")] object service) { }
        }
        public interface ICharges { void Charge(int amount, [Refit.Header("Idempotency-Key")] string key, [FromKeyedServices("fast")] object service); }
        [AttributeUsage(AttributeTargets.Parameter)] public sealed class ForeignAttribute(string key) : Attribute { public string Key => key; }
        """, Refit).Facts();

    [Theory]
    [InlineData("Primary", ".ctor", "0 fast, 2 slow")]
    [InlineData("Endpoints", "Get", "1 fast")]
    [InlineData("Endpoints", "Plain", "")]
    public void A_key_belongs_to_the_parameter_that_it_stands_at(string type, string method, string keys) =>
        Assert.Equal(keys, Text(Facts.Methods.Single(m => m.Type == type && m.Name == method)));

    [Fact]
    public void What_is_sent_in_a_header_is_no_key_of_a_container()
    {
        var charge = Facts.Methods.Single(m => m.Name == "Charge");

        Assert.Equal(("2 fast", new ParameterKey(1, "Idempotency-Key")), (Text(charge), Assert.Single(charge.Headers)));
    }

    [Fact]
    public void Keys_are_written_and_read_back()
    {
        var back = FactsFormat.Read(FactsFormat.Write(Facts))!;

        Assert.Equal(Facts.Methods.Select(Text), back.Methods.Select(Text));
        Assert.Equal(Facts.Methods.SelectMany(m => m.Headers), back.Methods.SelectMany(m => m.Headers));
    }

    private static string Text(MethodFact method) => string.Join(", ", method.Keys.Select(k => $"{k.Parameter} {k.Key}"));
}
