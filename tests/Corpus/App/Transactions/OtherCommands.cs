using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// Statements beside which another command is told what to read.
namespace Corpus.Transactions.OtherCommands;

// case: each statement writes and commits; what the command reads is another matter
public sealed class Renumbering(ShopDb db)
{
    public void Renumber(bool write)
    {
        var statements = new List<string>();
        using (var command = db.Database.GetDbConnection().CreateCommand())
        {
            command.CommandText = "SELECT id, sku FROM lines WHERE sku LIKE ' %'";
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                statements.Add($"UPDATE lines SET sku = '{rows.GetString(1).Trim()}' WHERE id = {rows.GetInt32(0)}");
            }
        }

        if (write)
        {
            foreach (var statement in statements)
            {
                db.Database.ExecuteSqlRaw(statement); // expect: IC1101
            }
        }
    }
}

// look-alike: the same in one transaction
public sealed class RenumberingAtOnce(ShopDb db)
{
    public void Renumber(List<string> statements)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT count(*) FROM lines";
        Console.WriteLine(command.ExecuteScalar());
        using var transaction = db.Database.BeginTransaction();
        foreach (var statement in statements)
        {
            db.Database.ExecuteSqlRaw(statement);
        }

        transaction.Commit();
    }
}

// case: a row is made by a statement that gives its number, and filled by another one
public sealed class MadeAndFilled(Npgsql.NpgsqlDataSource source)
{
    private static readonly string _table = string.Join('_', "price", "lists");

    public void Save(string data)
    {
        using var make = source.CreateCommand($"INSERT INTO {_table} (data) VALUES ('') RETURNING id");
        var id = make.ExecuteScalar();
        using var fill = source.CreateCommand($"UPDATE {_table} SET data = @data WHERE id = @id");
        fill.Parameters.AddWithValue("data", data);
        fill.Parameters.AddWithValue("id", id!);
        fill.ExecuteNonQuery(); // expect: IC1101
    }
}

// look-alike: the first one only asks
public sealed class AskedAndFilled(Npgsql.NpgsqlDataSource source)
{
    private static readonly string _table = string.Join('_', "price", "lists");

    public void Save(string data)
    {
        using var ask = source.CreateCommand($"SELECT max(id) FROM {_table}");
        var id = ask.ExecuteScalar();
        using var fill = source.CreateCommand($"UPDATE {_table} SET data = @data WHERE id = @id");
        fill.Parameters.AddWithValue("data", data);
        fill.Parameters.AddWithValue("id", id!);
        fill.ExecuteNonQuery();
    }
}

// look-alike: the same with texts that are put together one after the other in the same local
public sealed class AskedByNumber(Npgsql.NpgsqlDataSource source)
{
    public void Save(int list, int of, int most)
    {
        using var ask = source.CreateCommand($"SELECT max(id) FROM price_lists_{list} WHERE kind = {of} AND id < {most}");
        var id = ask.ExecuteScalar();
        using var fill = source.CreateCommand($"UPDATE price_lists_{list} SET kind = {of} WHERE id < {most}");
        fill.Parameters.AddWithValue("id", id!);
        fill.ExecuteNonQuery();
    }
}
