using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Tests.Graph;

public sealed class SqlTextTests
{
    [Theory]
    [InlineData("select * from orders", "DbRead", "Harmless")]
    [InlineData("SELECT id FROM orders FOR UPDATE", "DbRead", "Harmless")]
    [InlineData("SELECT created, updated AS \"update\" FROM deleted_items", "DbRead", "Harmless")]
    [InlineData("insert into orders values (@id)", "DbCommit", "Unclear")]
    [InlineData("INSERT INTO orders VALUES (@id) ON CONFLICT DO NOTHING", "DbCommit", "Harmless")]
    [InlineData("update orders set paid = true", "DbCommit", "Harmless")]
    [InlineData("-- update nothing\nselect 1", "DbRead", "Harmless")]
    [InlineData("with gone as (delete from orders returning id) select * from gone", "DbCommit", "Harmless")]
    public void The_text_says_what_it_does(string sql, string category, string repetition) =>
        Assert.Equal((category, repetition), (SqlText.Classify(sql).Category.ToString(), SqlText.Classify(sql).Repetition.ToString()));
}
