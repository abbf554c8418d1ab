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
