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

    public sealed class Parcels(NpgsqlDataSource source)
    {
        private readonly string _readSql = "select * from depot.read_parcel($1)";

        private readonly string _updateSql = "select * from depot.update_parcel($1, $2)";

        private readonly string _removeSql = "select * from depot.removeparcel($1)";

        public async Task<bool> ExistsAsync(Guid id)
        {
            await using var command = source.CreateCommand(_readSql);
            command.Parameters.AddWithValue(id);
            await using var reader = await command.ExecuteReaderAsync();
            return await reader.ReadAsync();
        }

        public async Task<string?> UpdateAsync(Guid id, string text)
        {
            await using var command = source.CreateCommand(_updateSql);
            command.Parameters.AddWithValue(id);
            command.Parameters.AddWithValue(text);
            await using var reader = await command.ExecuteReaderAsync();
            return await reader.ReadAsync() ? reader.GetString(0) : null;
        }

        public async Task<int> RemoveAsync(Guid id)
        {
            await using var command = source.CreateCommand(_removeSql);
            command.Parameters.AddWithValue(id);
            return (int)(await command.ExecuteScalarAsync() ?? 0);
        }
    }

    // case: a function of the database that says that it writes is no query, though it is run like one
    public sealed class Returns(Parcels parcels)
    {
        public async Task ReturnAsync(Guid id)
        {
            await parcels.UpdateAsync(id, "returned");
            await parcels.RemoveAsync(id); // expect: IC1101
        }

        // each is a write: nothing could be loaded before
        public async Task ReturnAllAsync(List<Guid> ids)
        {
            foreach (var id in ids)
            {
                await parcels.UpdateAsync(id, "returned"); // expect: IC1101
            }
        }
    }

    // look-alike: one reads, and only the other writes
    public sealed class Inspections(Parcels parcels)
    {
        public async Task InspectAsync(Guid id)
        {
            if (await parcels.ExistsAsync(id))
            {
                await parcels.UpdateAsync(id, "inspected");
            }
        }

        public async Task<int> CountAsync(List<Guid> ids)
        {
            var count = 0;
            foreach (var id in ids)
            {
                count += await parcels.ExistsAsync(id) ? 1 : 0; // expect: IC3101
            }

            return count;
        }
    }
}
