using Npgsql;

// Commands of one connection, some of them of whoever is handed that.
namespace Corpus.Transactions.OnConnections
{
    public sealed record Dispatch(Guid Id, string Text);

    public sealed class DispatchSettings
    {
        public bool IsOn { get; set; }
    }

    public interface IDispatches
    {
        Task AddAsync(Dispatch dispatch, NpgsqlConnection connection);
    }

    public sealed class Dispatches(DispatchSettings settings) : IDispatches
    {
        private static readonly string InsertSql = "insert into depot.dispatches (id, text) values (@id, @text)";

        public async Task AddAsync(Dispatch dispatch, NpgsqlConnection connection)
        {
            if (!settings.IsOn)
            {
                return;
            }

            await using NpgsqlCommand command = new(InsertSql, connection);
            command.Parameters.AddWithValue("id", dispatch.Id);
            command.Parameters.AddWithValue("text", dispatch.Text);
            await command.ExecuteNonQueryAsync();
        }
    }

    // look-alike: what runs on the connection on which a transaction is open, whoever runs it, is inside that
    public sealed class Deliveries(NpgsqlDataSource source, IDispatches? dispatches = null)
    {
        private readonly string _insertSql = "call depot.insertdelivery($1, $2)";

        private readonly NpgsqlDataSource _source = source;

        public async Task<Guid> AddAsync(Guid? id, Dispatch? dispatch = null)
        {
            id ??= Guid.NewGuid();
            await using var connection = await _source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using NpgsqlCommand command = new(_insertSql, connection);
            command.Parameters.AddWithValue(id.Value);
            await command.ExecuteNonQueryAsync();
            if (dispatch != null && dispatches != null)
            {
                Dispatch sent = new(id.Value, dispatch.Text.Split('/')[^1]);
                await dispatches.AddAsync(sent, connection);
            }

            await transaction.CommitAsync();
            return id.Value;
        }
    }

    // case: the transaction is over when the same connection is handed on
    public sealed class LateDeliveries(NpgsqlDataSource source, IDispatches dispatches)
    {
        public async Task AddAsync(Dispatch dispatch)
        {
            await using var connection = await source.OpenConnectionAsync();
            await using (var transaction = await connection.BeginTransactionAsync())
            {
                await using NpgsqlCommand command = new("insert into depot.deliveries (id) values (@id)", connection);
                command.Parameters.AddWithValue("id", dispatch.Id);
                await command.ExecuteNonQueryAsync();
                await transaction.CommitAsync();
            }

            await dispatches.AddAsync(dispatch, connection); // expect: IC1101
        }
    }
}
