using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Tests.Graph;

public sealed class SqlIncrementsTests
{
    [Theory]
    [InlineData("update t set n = n + 1", true)]
    [InlineData("update t set n = t.n - @by where id = @id", true)]
    [InlineData("update t set n += 1 where id = @id", true)]
    [InlineData("UPDATE \"T\" SET \"N\" = \"N\" * 2, \"At\" = now()", true)]
    [InlineData("update [t] set [n] = isnull([n], 0) + 1", true)]
    [InlineData("update t set n = 1 + n", true)]
    [InlineData("update t set text = text || 'x'", true)]
    [InlineData("update t set n = n - @by where id = @id and n >= @by", true)]
    [InlineData("insert into t(k, n) values (1, 1) on conflict (k) do update set n = t.n + excluded.n", true)]
    [InlineData("insert into t(k, n) values (1, 1) on duplicate key update n = n + 1", true)]
    [InlineData("update t set n = @n", false)]
    [InlineData("update t set n = m + 1", false)]
    [InlineData("update t set n = @n + 1", false)]
    [InlineData("update t set version = version + 1, state = 'x'", false)]
    [InlineData("update t set attempts = attempts + 1", false)]
    [InlineData("update t set n = n + 1 where id = @id and version = @version", false)]
    [InlineData("update t set n = n + 1 where id = @id and n = @old", false)]
    [InlineData("update t set n = n + 1, state = 'done' where state = 'new'", false)]
    [InlineData("update t set n = n + 1 where not exists (select 1 from seen where key = @key)", false)]
    [InlineData("update t set n = n + 1 returning n", false)]
    [InlineData("update t set n = greatest(n, @n)", false)]
    [InlineData("update t set n = case when n > 3 then n + 1 else n end", false)]
    public void A_statement_that_computes_a_column_from_itself_counts_unless_the_second_time_finds_nothing(string sql, bool counts) => Assert.Equal(counts, SqlIncrements.Are(sql));
}
