using IntentContracts.Analysis.Lock;

namespace IntentContracts.Analysis.Tests.Lock;

/// <summary>Who answers for a member, as far as a lock can be sure of it.</summary>
public sealed class LockOwnersTests
{
    private const string Place = "Shop.Ordering.Orders.PlaceAsync(Order)";
    private const string Core = "Shop.Ordering.Orders.PlaceAsyncCore(Order)";
    private const string Find = "Shop.Ordering.Orders.Find(Guid)";

    private static readonly LockDecision s_app = Owned("assembly Shop", "shop");

    [Fact]
    public void The_owner_of_its_effect_is_its_owner() => Assert.Equal("orders", Of(Place, entries: [Entry("web", Effect(Place, "orders"))]));

    [Fact]
    public void What_is_declared_nearest_counts_member_type_enclosing_type()
    {
        LockDecision[] all = [Owned(Place, "member"), Owned("type Shop.Ordering.Orders", "type"), Owned("type Shop.Ordering.Outer", "outer"), s_app];

        Assert.Equal("member", Of(Place, all));
        Assert.Equal("type", Of(Find, all));
        Assert.Equal("type", Of("type Shop.Ordering.Orders", all));
        Assert.Equal("outer", Of("Shop.Ordering.Outer.Inner.Do()", all));
        Assert.Equal("shop", Of("assembly Shop", all));
    }

    [Fact]
    public void Effects_of_the_same_type_say_whose_it_is_unless_a_member_has_an_owner_of_its_own()
    {
        LockEntry[] entries = [Entry("web", Effect(Core, "orders"))];

        Assert.Equal("orders", Of(Place, [s_app, Owned("assembly Shop.Web", "web")], entries));
        Assert.Equal("", Of(Place, [s_app, Owned("assembly Shop.Web", "web"), Owned(Find, "search")], entries));
        Assert.Equal("", Of(Place, [s_app, Owned("assembly Shop.Web", "web")], [Entry("web", Effect(Core, "orders"), Effect(Find, "search"))]));
    }

    [Fact]
    public void Otherwise_whoever_answers_for_the_entry_points_that_come_by()
    {
        var effect = Effect("Shop.Payments.Gateway.Charge()", "payments", "Idempotent at Orders.PlaceAsync(Order)");

        Assert.Equal("web", Of(Place, entries: [Entry("web", effect)]));
        Assert.Equal("web", Of(Place, [Owned("assembly Shop", "web")], [Entry("web", effect)]));
        Assert.Equal("", Of(Find, entries: [Entry("web", effect)]));
        Assert.Equal("", Of(Place, entries: [Entry("web", effect), Entry("admin", effect)]));
        Assert.Equal("", Of(Place, [s_app], [Entry("web", effect)]));
    }

    [Fact]
    public void A_name_that_two_types_have_is_nobody_s()
    {
        var effect = Effect("Shop.Payments.Gateway.Charge()", "payments", "Idempotent at Orders.PlaceAsync(Order)");
        LockDecision[] twins = [new(Place, "Idempotent", ""), new("Shop.Archive.Orders.PlaceAsync(Order)", "Idempotent", "")];

        Assert.Equal("", Of(Place, twins, [Entry("web", effect)]));
    }

    [Fact]
    public void The_only_owner_of_assemblies_and_namespaces_is_the_owner_of_what_is_in_them()
    {
        Assert.Equal("shop", Of(Find, [s_app]));
        Assert.Equal("", Of("Other.Thing.Do()", [s_app]));
        Assert.Equal("", Of(Find, [s_app, Owned("assembly Shop.Web", "web")]));
        Assert.Equal("ordering", Of(Find, [new("type Shop.Ordering.Marker", "OwnedBy", "\"ordering\", WholeNamespace = true")]));
        Assert.Equal("", Of("Shop.Web.Page.Show()", [new("type Shop.Ordering.Marker", "OwnedBy", "\"ordering\", WholeNamespace = true")]));
    }

    [Fact]
    public void What_holds_now_counts_and_what_is_gone_is_asked_before()
    {
        var before = Lock([Owned("type Shop.Ordering.Orders", "old"), Owned("type Shop.Gone.Thing", "gone")], []);
        var owners = new LockOwners(before, Lock([Owned("type Shop.Ordering.Orders", "new")], []));

        Assert.Equal("new", owners.Of(Place));
        Assert.Equal("gone", owners.Of("Shop.Gone.Thing.Do()"));
    }

    private static string Of(string member, LockDecision[]? decisions = null, LockEntry[]? entries = null)
    {
        var state = Lock(decisions ?? [], entries ?? []);
        return new LockOwners(state, state).Of(member);
    }

    private static IntentLock Lock(LockDecision[] decisions, LockEntry[] entries) => new("Shop", decisions, [], entries, null);

    private static LockDecision Owned(string target, string owner) => new(target, "OwnedBy", $"\"{owner}\"");

    private static LockEntry Entry(string owner, params LockEffect[] effects) => new("POST /" + owner, "http", true, owner, effects);

    private static LockEffect Effect(string member, string owner, params string[] covers) => new("http", "HttpClient.PostAsync", member, 1, owner, [], [.. covers.Select(c => new LockCover(c, true, true))]);
}
