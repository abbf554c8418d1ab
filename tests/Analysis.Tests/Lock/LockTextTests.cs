using IntentContracts.Analysis.Lock;

namespace IntentContracts.Analysis.Tests.Lock;

public sealed class LockTextTests
{
    private static readonly IntentLock s_sample = new(
        "Shop.Api",
        [
            new("assembly Shop.Api", "OwnedBy", "\"web\""),
            new("Shop.Orders.PlaceAsync(Order, List{String})", "Idempotent", "Key = \"order.Id\""),
            new("Shop.Orders.PlaceAsync(Order, List{String})", "AfterCommit", ""),
            new("type Shop.Order", "Invariant", "\"Total >= 0 && Name != \\\"a · b\\n\\\"\""),
        ],
        [new("Polly pipeline in Shop.Gateway.Charge()~lambda", "4", false), new("Polly pipeline in Shop.Gateway.Charge()~lambda", "4", false), new("retry loop in Shop.Job.Run()", "∞", true)],
        [
            new("POST /orders · \u202e\n{id}", "http", true, "web",
            [
                new("db commit", "DbContext.SaveChangesAsync", "Shop.Orders.PlaceAsync(Order)", 2, "", ["no owner", "a repeat is not decided"],
                [
                    new("Idempotent at Orders.PlaceAsync(Order)", false, true),
                    new("transaction opened in Orders.PlaceAsync(Order)", true, false),
                ]),
                new("publish", "a message in a bottle", "Shop.Orders.PlaceAsync(Order)", 1, "sea", [], []),
            ]),
            new("Program", "main", false, "", []),
        ],
        [new("Shop.Orders.PlaceAsync(Order)", "0123456789abcdef", "the payments team on call", "2026-11-02")]);

    [Fact]
    public void What_is_written_is_read_back_with_either_line_end()
    {
        // The separator of fields is escaped where the text comes from source: this is what the writer makes of it.
        var text = LockText.Write(s_sample with { Decisions = [.. s_sample.Decisions.Select(d => d with { Arguments = d.Arguments.Replace("·", "\\u00b7", StringComparison.Ordinal) })] });

        Assert.All(text.Split('\n'), line => Assert.DoesNotContain('\u202e', line));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        foreach (var parsed in new[] { LockParser.Parse(text), LockParser.Parse(text.Replace("\n", "\r\n", StringComparison.Ordinal)) })
        {
            Assert.Null(parsed.Problem);
            Assert.Equal(text, LockText.Write(parsed.Content));
            Assert.Empty(LockComparison.Compare(s_sample with { Decisions = parsed.Content.Decisions }, parsed.Content));
        }
    }

    [Fact]
    public void Equal_lines_are_one_line_with_their_number() =>
        Assert.Single(LockText.Write(s_sample).Split('\n'), line => line == "~ Polly pipeline in Shop.Gateway.Charge()~lambda · 4 attempts · ×2");

    [Theory]
    [InlineData("<<<<<<< HEAD", "the mark of a merge conflict")]
    [InlineData("=======", "the mark of a merge conflict")]
    [InlineData("    nonsense", "not as the build writes it")]
    [InlineData("promises", "no section")]
    public void A_line_that_is_not_the_builds_is_named(string line, string problem)
    {
        var lines = LockText.Write(s_sample).Split('\n').ToList();
        lines.Insert(7, line);

        var found = LockParser.Parse(string.Join('\n', lines)).Problem;

        Assert.Equal(8, found!.Line);
        Assert.Contains(problem, found.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("intent.lock 99 · Shop")]
    public void Another_format_is_not_guessed_at(string first) => Assert.Equal(1, LockParser.Parse(first + "\n").Problem!.Line);

    [Theory]
    [InlineData("M:Shop.Orders.PlaceAsync(Shop.Contracts.Order,System.Collections.Generic.List{System.String})", "Shop.Orders.PlaceAsync(Order, List{String})", "Orders.PlaceAsync(Order, List{String})", "Orders.PlaceAsync")]
    [InlineData("M:Shop.Orders.#ctor", "Shop.Orders.ctor()", "Orders.ctor()", "Orders.ctor")]
    [InlineData("M:Shop.Orders.Place(System.Int32@)~lambda:0123456789ab:2", "Shop.Orders.Place(Int32@)~lambda", "Orders.Place(Int32@)~lambda", "lambda in Orders.Place")]
    [InlineData("M:Shop.Orders.Place~local:Try:2", "Shop.Orders.Place()~local:Try", "Orders.Place()~local:Try", "lambda in Orders.Place")]
    [InlineData("P:Shop.Order.Total", "Shop.Order.Total", "Order.Total", "Order.Total")]
    [InlineData("T:Shop.Order", "type Shop.Order", "Shop.Order", "Order")]
    [InlineData("A:Shop.Api", "assembly Shop.Api", "Shop.Api", "Shop.Api")]
    [InlineData("M:Program.{Main}$(System.String[])~lambda:abc", "Program~lambda", "Program~lambda", "lambda in Program")]
    public void Names_are_made_of_the_id_alone(string id, string name, string reference, string shown)
    {
        Assert.Equal(name, LockNames.Of(id));
        Assert.Equal(shown, LockNames.Short(name));
        if (id[0] is 'M' or 'P')
        {
            Assert.Equal(reference, LockNames.Reference(name));
        }
    }

    [Fact]
    public void Arguments_have_one_form()
    {
        var text = LockArguments.Write("TransactionBoundary", [], [new("Propagation", "1"), new("Isolation", "1048576"), new("Context", "Shop.Db")]);
        Assert.Equal("Context = \"Shop.Db\", Isolation = Serializable, Propagation = RequiresNew", text);

        var read = LockArguments.Read("\"a, \\\"b\\\" = c\", 3, Because = \"x = y, z\"");
        Assert.Equal(["a, \"b\" = c", "3"], read.Positional);
        Assert.Equal("x = y, z", read.Get("Because"));
    }
}
