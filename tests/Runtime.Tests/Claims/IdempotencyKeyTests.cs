using System.Globalization;

namespace IntentContracts.Runtime.Tests.Claims;

public sealed class IdempotencyKeyTests
{
    private readonly record struct OrderId(decimal Value);

    private sealed record Nobody;

    [Fact]
    public void Values_read_the_same_in_every_culture()
    {
        foreach (var culture in new[] { "de-DE", "ar-SA", "" })
        {
            var previous = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            try
            {
                Assert.Equal("1234.5", IdempotencyKey.From(1234.5m));
                Assert.Equal("-7", IdempotencyKey.From((int?)-7));
                Assert.Equal("2026-03-01T10:00:00.0000000Z", IdempotencyKey.From(new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc)));
                Assert.Equal("Friday", IdempotencyKey.From(DayOfWeek.Friday));
                Assert.Equal("1:a3:1.5", IdempotencyKey.From(("a", 1.5)));
                Assert.Equal("""{"Value":1.5}""", IdempotencyKey.From(new OrderId(1.5m)));
            }
            finally
            {
                CultureInfo.CurrentCulture = previous;
            }
        }
    }

    [Fact]
    public void Tuples_do_not_run_together()
    {
        Assert.NotEqual(IdempotencyKey.From(("a", "bc")), IdempotencyKey.From(("ab", "c")));
        Assert.NotEqual(IdempotencyKey.From(("a", "1:b")), IdempotencyKey.From(("a1:", "b")));
    }

    public static TheoryData<object?> NoIdentity => new() { null, "", "  ", Guid.Empty, ("a", ""), new Nobody(), Array.Empty<int>() };

    [Theory]
    [MemberData(nameof(NoIdentity))]
    public void What_identifies_nothing_is_refused_by_name(object? request)
    {
        var refused = Assert.Throws<ArgumentException>(() => IdempotencyKey.From(request));
        Assert.Contains("'request'", refused.Message, StringComparison.Ordinal);
    }
}
