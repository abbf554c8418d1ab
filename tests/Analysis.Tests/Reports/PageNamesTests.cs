using IntentContracts.Analysis.Reports.Documents;

namespace IntentContracts.Analysis.Tests.Reports;

public sealed class PageNamesTests
{
    [Theory]
    [InlineData("POST /orders", "post-orders")]
    [InlineData("GET /orders/{id:int}", "get-orders-id-int")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("ChargeJob.ExecuteAsync", "chargejob-executeasync")]
    public void Title_BecomesReadableName(string title, string expected) => Assert.Equal(expected, Assert.Single(Names((title, title))));

    [Theory]
    [InlineData("订单")]
    [InlineData("")]
    [InlineData("CON")]
    [InlineData("com1")]
    [InlineData("lpt9")]
    [InlineData("a title that goes on and on, for so long that no file system should be asked to keep all of it")]
    public void TitleThatCannotStandAlone_GetsAHash(string title) => Assert.Matches("^[a-z0-9-]{1,60}-[0-9a-f]{8}$", Assert.Single(Names(("id", title))));

    [Fact]
    public void Collision_IsResolvedForAll_WhateverTheOrder()
    {
        var forward = Names(("M:A", "POST /orders"), ("M:B", "post /ORDERS/"), ("M:C", "GET /orders"));
        var backward = Names(("M:C", "GET /orders"), ("M:B", "post /ORDERS/"), ("M:A", "POST /orders"));

        Assert.Equal(forward, backward.Reverse());
        Assert.Equal("get-orders", forward[2]);
        Assert.Equal(3, forward.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(forward.Take(2), name => Assert.Matches("^post-orders-[0-9a-f]{8}$", name));
    }

    [Fact]
    public void SameIdAndTitleTwice_StillTwoNames() => Assert.Equal(2, Names(("M:A", "x"), ("M:A", "x")).Distinct().Count());

    [Fact]
    public void TitleThatLooksLikeAHashedName_KeepsItsNameAndTheOtherMoves()
    {
        var hashed = Names(("M:A", "x"), ("M:B", "x"))[0];

        var names = Names(("M:A", "x"), ("M:B", "x"), ("M:C", hashed));

        Assert.Equal(hashed, names[2]);
        Assert.Equal(3, names.Distinct().Count());
    }

    private static IReadOnlyList<string> Names(params (string Id, string Title)[] pages) =>
        PageNames.Of([.. pages.Select(p => new KeyValuePair<string, string>(p.Id, p.Title))]);
}
