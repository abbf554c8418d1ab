using System.Text.Json.Serialization;

namespace IntentContracts.Runtime.Tests.Claims;

/// <summary>What can be replayed is replayed equal; what cannot is refused before the claim.</summary>
public sealed class ReplayableResultTests
{
    private static readonly IdempotentContract Contract = new(
        "M:Orders.Checkout.PlaceAsync", "orders", TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), ConcurrentDuplicate.Wait, FaultedClaim.Release);

    private readonly InMemoryIdempotencyStore _store = new();

    public sealed record Line(string Sku, int Count);

    public sealed record Receipt(Guid Id, decimal Total, IReadOnlyList<Line> Lines, DateTimeOffset At, Receipt? Previous)
    {
        public int Count => Lines.Sum(static l => l.Count);

        public bool Equals(Receipt? other) => other is not null && (Id, Total, At) == (other.Id, other.Total, other.At) && Lines.SequenceEqual(other.Lines);

        public override int GetHashCode() => Id.GetHashCode();
    }

    public sealed class Closed
    {
        private Closed()
        {
        }

        public int Value { get; set; }

        public static Closed New() => new();
    }

    public sealed class GetOnly
    {
        public int Value { get; } = 7;
    }

    public sealed class Entity
    {
        public int Id { get; private set; } = 7;
    }

    public sealed record Outer(List<GetOnly> Items);

    public abstract record Abstract;

    public sealed record ReceiptBefore(int Id, string Status);

    public sealed record ReceiptAfter(int Id, string Status, string? Note = null, int Copies = 3);

    public record Base(int Id);

    public sealed record Derived(int Id, string More) : Base(Id);

    [JsonDerivedType(typeof(Accepted), "accepted")]
    [JsonDerivedType(typeof(Rejected), "rejected")]
    public abstract record Decision;

    public sealed record Accepted(int Number) : Decision;

    public sealed record Rejected(string Why) : Decision;

    [Fact]
    public async Task Results_come_back_equal()
    {
        await ComesBack(new Receipt(Guid.NewGuid(), 12.50m, [new("a", 2), new("b", 1)], DateTimeOffset.UnixEpoch, null));
        await ComesBack((1, "two", 3.0));
        await ComesBack(double.NaN);
        await ComesBack(new[] { 1, 2, 3 });
        await ComesBack<int?>(5);
        await ComesBack<int?>(null);
        await ComesBack(new Dictionary<string, int> { ["a"] = 1 });
        await ComesBack<IReadOnlyDictionary<string, int>>(new Dictionary<string, int> { ["a"] = 1 });
        await ComesBack(TimeSpan.FromSeconds(1));
        await ComesBack<Decision>(new Accepted(1));
        await ComesBack<Decision>(new Rejected("no"));
        await ComesBack(new Base(1));
    }

    [Fact]
    public async Task What_would_be_lost_is_refused_before_anything_happens()
    {
        await Refused<Closed>("cannot be created");
        await Refused<GetOnly>("GetOnly.Value has no public setter");
        await Refused<Entity>("Entity.Id has no public setter");
        await Refused<Outer>("Outer.Items[].Value has no public setter");
        await Refused<Abstract>("cannot be created");
        await Refused<IDisposable>("cannot be created");
        await Refused<object>("nothing usable");
        await Refused<Func<int>>("nothing usable");
        await Refused<Stream>("Stream");
        await Refused<System.Collections.ObjectModel.ReadOnlyCollection<int>>("cannot be read back");
        Assert.Equal(0, _store.Count);
    }

    [Fact]
    public async Task A_result_with_more_than_its_declared_type_holds_the_key_instead_of_replaying_less()
    {
        var unknown = await Assert.ThrowsAsync<IdempotencyUnknownException>(() => Run<Base>("k", new Derived(1, "more")));

        Assert.Contains("[JsonDerivedType]", unknown.InnerException!.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => Run("k", new Base(1)));
    }

    [Fact]
    public async Task A_result_that_has_got_a_new_optional_member_is_replayed_with_its_default()
    {
        await Run("k", new ReceiptBefore(7, "paid"));

        Assert.Equal(new ReceiptAfter(7, "paid", null, 3), await Run("k", new ReceiptAfter(8, "again", "note", 9)));
        // What was recorded has not changed: the version before still gets what it returned.
        Assert.Equal(new ReceiptBefore(7, "paid"), await Run("k", new ReceiptBefore(9, "again")));
    }

    [Fact]
    public async Task A_recorded_result_of_another_version_is_an_error_and_not_a_guess()
    {
        await Run("k", "text");

        var refused = await Assert.ThrowsAsync<IntentContractException>(() => Run("k", 1));
        Assert.Contains("recorded result", refused.Message, StringComparison.Ordinal);
    }

    private async Task ComesBack<T>(T value)
    {
        var key = Guid.NewGuid().ToString();
        Assert.Equal(value, await Run(key, value));
        var replayed = await Run<T>(key, default!);
        Assert.Equal(value, replayed);
        Assert.Equal(value?.GetType().IsClass, replayed?.GetType().IsClass);
    }

    private async Task Refused<T>(string why)
    {
        var refused = await Assert.ThrowsAsync<IntentContractException>(() => Run<T>("k", default!));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Checkout.PlaceAsync", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("IC14", "orders"), (refused.RuleId, refused.Owner));
    }

    private Task<T> Run<T>(string key, T value) =>
        IdempotentGuard.RunAsync(new(_store), Contract, "tenant", key, new("v1:"), value, static (v, _) => Task.FromResult(v), CancellationToken.None);
}
