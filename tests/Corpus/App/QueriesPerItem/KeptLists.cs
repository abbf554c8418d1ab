using System.Data;
using Dapper;
using Polly;

namespace Corpus.QueriesPerItem.KeptLists;

// look-alike: the list is asked for while there is nothing in it, and kept
public sealed class Colours(IDbConnection connection)
{
    private static List<string> _names = [];
    private readonly Dictionary<string, int> _codes = [];

    public bool Has(string name)
    {
        if (!_names.Any())
        {
            var all = connection.Query<string>("SELECT name FROM colours").ToList();
            _names = all;
        }

        return _names.Contains(name);
    }

    public int Code(string name)
    {
        if (_codes.Count == 0)
        {
            foreach (var code in connection.Query<(string Name, int Code)>("SELECT name, code FROM colours"))
            {
                _codes[code.Name] = code.Code;
            }
        }

        return _codes.GetValueOrDefault(name);
    }
}

public sealed class Palette(Colours colours)
{
    public int Known(List<string> names) => names.Count(colours.Has);

    public int Sum(List<string> names) => names.Sum(n => colours.Code(n));
}

// case: whether anything was painted decides nothing about what is asked
public sealed class Shades(IDbConnection connection)
{
    private readonly List<string> _painted = [];

    public int Count(string name)
    {
        if (_painted.Count == 0)
        {
            return connection.QuerySingle<int>("SELECT count(*) FROM shades WHERE name = @name", new { name });
        }

        return 0;
    }

    public void Paint(string name) => _painted.Add(name);
}

public sealed class Wall(Shades shades)
{
    public int Count(List<string> names)
    {
        var count = 0;
        foreach (var name in names)
        {
            count += shades.Count(name); // expect: IC3101
        }

        return count;
    }
}

// look-alike: the statement that a tuple hands to a lambda writes
public sealed class Tints(IDbConnection connection, ResiliencePipeline pipeline)
{
    private readonly string _insert = Inserting("tints");

    public int Add(string name) =>
        pipeline.Execute(static (s, _) => s.connection.QuerySingle<int>(s.sql, new { s.name }), (connection, sql: _insert, name), CancellationToken.None);

    private static string Inserting(string table) => $"INSERT INTO {table} (name) VALUES (@name) RETURNING id";
}

public sealed class Mixing(Tints tints)
{
    public int AddAll(List<string> names)
    {
        var sum = 0;
        foreach (var name in names)
        {
            sum += tints.Add(name); // expect: IC1101
        }

        return sum;
    }
}

// case: the statement that a tuple hands to a lambda reads
public sealed class Lacquers(IDbConnection connection, ResiliencePipeline pipeline)
{
    private readonly string _find = "SELECT id FROM lacquers WHERE name = @name";

    public int Find(string name) =>
        pipeline.Execute(static (s, _) => s.connection.QuerySingle<int>(s.sql, new { s.name }), (connection, sql: _find, name), CancellationToken.None);
}

public sealed class Coating(Lacquers lacquers)
{
    public int Sum(List<string> names)
    {
        var sum = 0;
        foreach (var name in names)
        {
            sum += lacquers.Find(name); // expect: IC3101
        }

        return sum;
    }
}
