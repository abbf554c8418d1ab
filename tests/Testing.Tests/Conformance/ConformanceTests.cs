using IntentContracts.Runtime.Tests;

namespace IntentContracts.Testing.Tests.Conformance;

/// <summary>That the suite finds what is wrong, and nothing where nothing is.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string> Names => [.. IdempotencyStoreConformance.Names];

    public static TheoryData<Defect> Defects => [.. Enum.GetValues<Defect>().Where(static d => d != Defect.None)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_simple_store_conforms(string name) => Against(Defect.None)[name].RunAsync();

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task Every_defect_is_found(Defect defect)
    {
        List<ConformanceException> found = [];
        foreach (var conformance in Against(defect).Cases)
        {
            try
            {
                await conformance.RunAsync();
            }
            catch (ConformanceException failure)
            {
                found.Add(failure);
            }
        }

        Assert.NotEmpty(found);
        Assert.All(found, static f => Assert.StartsWith("Broken: \"", f.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_message_quotes_the_contract_and_says_what_was_seen()
    {
        var failure = await Assert.ThrowsAsync<ConformanceException>(() => Against(Defect.RecordsAgain)["Recording_again_changes_nothing"].RunAsync());

        Assert.Equal(
            "Broken: \"Recording again for the same attempt changes nothing and is true.\" Seen: after the second CompleteAsync, 1 other bytes were replayed than the 1 that were recorded.",
            failure.Message);
    }

    [Fact]
    public async Task A_store_that_throws_breaks_the_sentence()
    {
        var conformance = new IdempotencyStoreConformance(static () => Task.FromResult(new StoreUnderTest(new InMemoryIdempotencyStore(options: new() { MaxClaims = 1 }), Task.Delay)));

        var failure = await Assert.ThrowsAsync<ConformanceException>(() => conformance["Keys_are_independent"].RunAsync());

        Assert.IsType<InvalidOperationException>(failure.InnerException);
    }

    [Fact]
    public void Cases_are_found_by_name()
    {
        var conformance = Against(Defect.None);

        Assert.Equal(IdempotencyStoreConformance.Names, conformance.Cases.Select(static c => c.Name));
        Assert.Throws<KeyNotFoundException>(() => conformance["Nothing"]);
        Assert.All(conformance.Cases, static c => Assert.Equal(c.Name, c.ToString()));
        Assert.All(conformance.Cases, static c => Assert.EndsWith(".", c.Sentence, StringComparison.Ordinal));
    }

    private static IdempotencyStoreConformance Against(Defect defect) => new(() =>
    {
        var time = new FakeTime();
        return Task.FromResult(new StoreUnderTest(new DefectiveStore(defect, time), by =>
        {
            time.Advance(by);
            return Task.CompletedTask;
        }));
    });
}
