using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Tests.Graph;

public sealed class SqlFunctionsTests
{
    [Theory]
    [InlineData("select * from depot.update_parcel($1, $2)", true)]
    [InlineData("SELECT id, text FROM [dbo].[InsertParcel](@id)", true)]
    [InlineData("select depot.delete_parcel($1)", true)]
    [InlineData("select * from depot.deleteparcel_v2($1)", false)]
    [InlineData("select * from depot.read_parcel($1)", null)]
    [InlineData("select * from get_updates($1)", null)]
    [InlineData("select * from updates where id = (select 1)", null)]
    [InlineData("select replace(name, 'a', 'b') from parcels", null)]
    [InlineData("select coalesce(id, 0) from depot.update_log", null)]
    [InlineData("insert into parcels values (1)", null)]
    public void A_function_says_by_its_name_that_it_writes(string sql, bool? says) => Assert.Equal(says, SqlFunctions.Says(sql));
}
