using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Corpus.QueriesPerItem.Reflected;

[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PermitAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

// look-alike: the attributes of a type are a handful, whatever the data
public sealed class Permits(SqliteConnection rows)
{
    public async Task<bool> AreHeldAsync(object request, int holder)
    {
        foreach (var name in request.GetType().GetCustomAttributes<PermitAttribute>().Where(p => p.Name != "").Select(p => p.Name))
        {
            if (await rows.ExecuteScalarAsync<int>("select count(*) from permits where holder = @holder and name = @name", new { holder, name }) == 0)
            {
                return false;
            }
        }

        return true;
    }
}

// look-alike: so are the parameters of a method
public sealed class Defaults(SqliteConnection rows)
{
    public List<string?> Of(MethodInfo method)
    {
        var values = new List<string?>();
        foreach (var parameter in method.GetParameters())
        {
            values.Add(rows.QueryFirstOrDefault<string>("select value from defaults where name = @name", new { name = parameter.Name }));
        }

        return values;
    }
}

// case: what is asked for each of the attributes' rows is as much as the data has
public sealed class Holders(SqliteConnection rows)
{
    public List<int> Of(List<string> permits)
    {
        var counts = new List<int>();
        foreach (var name in permits)
        {
            counts.Add(rows.ExecuteScalar<int>("select count(*) from permits where name = @name", new { name })); // expect: IC3101
        }

        return counts;
    }
}

// look-alike: the same question until there is an answer, or the time is over
public sealed class Patience(SqliteConnection rows)
{
    public string? Wait(TimeSpan limit)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var turn = 0;
        do
        {
            if (rows.QueryFirstOrDefault<string>("select name from doors where open = 1 and turn <= @turn", new { turn }) is { } name)
            {
                return name;
            }

            turn++;
        }
        while (watch.Elapsed < limit);

        return null;
    }
}
