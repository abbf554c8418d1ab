using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Counting
{
    public sealed class Shelf
    {
        public int Id { get; set; }
        public int Books { get; set; }
        public decimal Worth { get; set; }
        public int Attempts { get; set; }
        public string State { get; set; } = "";

        public void Put(int books) => Books += books;

        public void Rename(string state) => State = state;
    }

    public sealed class Reader
    {
        public int Id { get; set; }
        public int Loans { get; set; }
        public int Version { get; set; }
    }

    public sealed class Receipt
    {
        public Guid Id { get; set; }
    }

    public sealed class LibraryDb : DbContext
    {
        public DbSet<Shelf> Shelves => Set<Shelf>();
        public DbSet<Reader> Readers => Set<Reader>();
        public DbSet<Receipt> Receipts => Set<Receipt>();
    }

    // case: a column that is computed from itself
    public sealed class Returns(NpgsqlDataSource source)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<NpgsqlException>(e => e.IsTransient).WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public Task ReturnAsync(int shelf) => _policy.ExecuteAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await connection.ExecuteAsync("update shelves set books = books + 1 where id = @shelf", new { shelf }); // expect: IC1302
        });

        public Task ReviseAsync(int shelf) => _policy.ExecuteAsync(async () =>
        {
            await using var command = source.CreateCommand("UPDATE \"Shelves\" SET \"Worth\" = coalesce(\"Worth\", 0) * 1.1, \"Changed\" = now()");
            await command.ExecuteNonQueryAsync(); // expect: IC1302
        });
    }

    // case: the same statement in Dapper's definition, with its token
    public sealed class Fines(NpgsqlDataSource source)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<NpgsqlException>(e => e.IsTransient).WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public Task FineAsync(int reader, decimal fee, CancellationToken token) => _policy.ExecuteAsync(() => WriteAsync(reader, fee, token)); // expect: IC1302

        private async Task WriteAsync(int reader, decimal fee, CancellationToken token)
        {
            await using var connection = await source.OpenConnectionAsync(token);
            await connection.ExecuteAsync(new CommandDefinition("update readers set fees = fees + @fee where id = @reader", new { reader, fee }, cancellationToken: token));
        }

        public Task CountAsync(int reader, CancellationToken token) => _policy.ExecuteAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(token);
            var command = new CommandDefinition("update readers set fines = fines + 1 where id = @reader", new { reader }, cancellationToken: token);
            await connection.ExecuteAsync(command); // expect: IC1302
        });

        public Task NoteAsync(int reader, CancellationToken token) => _policy.ExecuteAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(token);
            await connection.ExecuteAsync(new CommandDefinition("insert into fines(reader) values (@reader)", new { reader }, cancellationToken: token)); // expect: IC1302
        });
    }

    // look-alike: definitions of statements that may run twice
    public sealed class Seen(NpgsqlDataSource source)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<NpgsqlException>(e => e.IsTransient).WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public Task SeeAsync(int reader, string shelf, CancellationToken token) => _policy.ExecuteAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(token);
            await connection.ExecuteAsync(new CommandDefinition("insert into seen(reader, shelf) values (@reader, @shelf) on conflict (reader) do nothing", new { reader, shelf }, cancellationToken: token));
        });

        public Task MoveAsync(int reader, string shelf, CancellationToken token) => _policy.ExecuteAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(token);
            var command = new CommandDefinition("update readers set shelf = @shelf where id = @reader", new { reader, shelf }, cancellationToken: token);
            await connection.ExecuteAsync(command);
        });

        public Task<int> CountAsync(int reader, CancellationToken token) => _policy.ExecuteAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(token);
            return await connection.QuerySingleAsync<int>(new CommandDefinition("select count(*) from seen where reader = @reader", new { reader }, cancellationToken: token));
        });
    }

    // case: the row that is there already counts on
    public sealed class Visits(SqlConnection connection)
    {
        public async Task CountAsync(string day)
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await connection.ExecuteAsync("insert into visits(day, n) values (@day, 1) on conflict (day) do update set n = visits.n + 1", new { day }); // expect: IC1302
                    return;
                }
                catch (SqlException) when (i < 2)
                {
                    await Task.Delay(100);
                }
            }
        }
    }

    // case: the same, as an update of a query
    public sealed class Donations(LibraryDb db)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<DbException>(e => e.IsTransient).RetryAsync(2);

        public Task GiveAsync(int shelf, decimal worth) => _policy.ExecuteAsync(
            () => db.Shelves.Where(s => s.Id == shelf).ExecuteUpdateAsync(s => s.SetProperty(x => x.Worth, x => x.Worth + worth))); // expect: IC1302
    }

    // case: an entity is read, counts, and is saved
    public sealed class Moves(LibraryDb db)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<DbException>(e => e.IsTransient).RetryAsync(2);

        public Task PutAsync(int id, decimal worth) => _policy.ExecuteAsync(async () =>
        {
            var shelf = await db.Shelves.FirstAsync(s => s.Id == id);
            shelf.Worth += worth;
            await db.SaveChangesAsync(); // expect: IC1302
        });

        public Task CountAsync(int id) => _policy.ExecuteAsync(async () =>
        {
            var shelf = await db.Shelves.FirstAsync(s => s.Id == id);
            shelf.Books += 1;
            await db.SaveChangesAsync(); // expect: IC1302
        });

        public Task AddAsync(int id, int books) => _policy.ExecuteAsync(async () =>
        {
            var shelf = await db.Shelves.FirstAsync(s => s.Id == id);
            shelf.Put(books);
            await db.SaveChangesAsync(); // expect: IC1302
        });
    }

    // look-alike: a column that gets what it gets each time
    public sealed class Places(NpgsqlDataSource source)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<NpgsqlException>(e => e.IsTransient).WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public Task PlaceAsync(int shelf, int books) => _policy.ExecuteAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await connection.ExecuteAsync("update shelves set books = @books, total = books + 1, attempts = attempts + 1 where id = @shelf", new { shelf, books });
        });
    }

    // look-alike: the second time finds no row
    public sealed class Guarded(NpgsqlDataSource source)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<NpgsqlException>(e => e.IsTransient).WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public Task ByVersionAsync(int shelf, int version) => RunAsync("update shelves set books = books + 1, version = version + 1 where id = @shelf and version = @version", new { shelf, version });

        public Task VersionedAsync(int shelf, int version) => _policy.ExecuteAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await connection.ExecuteAsync("update shelves set books = books + 1, version = version + 1 where id = @shelf and version = @version", new { shelf, version });
        });

        public Task ComparedAsync(int shelf, int books) => _policy.ExecuteAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await connection.ExecuteAsync("update shelves set books = books + 1 where id = @shelf and books = @books", new { shelf, books });
        });

        public Task OnceAsync(int loan) => _policy.ExecuteAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await connection.ExecuteAsync("update loans set fee = fee + 1, state = 'late' where id = @loan and state = 'lent'", new { loan });
        });

        public Task DrawnAsync() => _policy.ExecuteAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            return await connection.ExecuteScalarAsync<int>("update numbers set n = n + 1 returning n");
        });

        private async Task RunAsync(string sql, object parameters)
        {
            await using var connection = await source.OpenConnectionAsync();
            await connection.ExecuteAsync(sql, parameters);
        }
    }

    // look-alike: each attempt has a transaction of its own
    public sealed class TakenBack(NpgsqlDataSource source)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<NpgsqlException>(e => e.IsTransient).WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public Task MoveAsync(int from, int to) => _policy.ExecuteAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync("update shelves set books = books - 1 where id = @from", new { from }, transaction);
            await connection.ExecuteAsync("update shelves set books = books + 1 where id = @to", new { to }, transaction);
            await transaction.CommitAsync();
        });
    }

    // look-alike: an update of a query that sets, and one that is compared
    public sealed class Renames(LibraryDb db)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<DbException>(e => e.IsTransient).RetryAsync(2);

        public Task SetAsync(int shelf, decimal worth) => _policy.ExecuteAsync(
            () => db.Shelves.Where(s => s.Id == shelf).ExecuteUpdateAsync(s => s.SetProperty(x => x.Worth, worth).SetProperty(x => x.Attempts, x => x.Attempts + 1)));

        public Task OfOtherAsync(int shelf) => _policy.ExecuteAsync(
            () => db.Shelves.Where(s => s.Id == shelf).ExecuteUpdateAsync(s => s.SetProperty(x => x.Worth, x => x.Books * 10m)));

        public Task OnceAsync(int shelf) => _policy.ExecuteAsync(
            () => db.Shelves.Where(s => s.Id == shelf && s.State == "new").ExecuteUpdateAsync(s => s.SetProperty(x => x.Worth, x => x.Worth + 1).SetProperty(x => x.State, "old")));
    }

    // look-alike: an entity gets a value, has a version, or its receipt is stored with it
    public sealed class Settled(LibraryDb db)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<DbException>(e => e.IsTransient).RetryAsync(2);

        public Task SetAsync(int id, int books) => _policy.ExecuteAsync(async () =>
        {
            var shelf = await db.Shelves.FirstAsync(s => s.Id == id);
            shelf.Books = Math.Max(shelf.Books, books);
            shelf.Attempts++;
            shelf.Rename("counted");
            await db.SaveChangesAsync();
        });

        public Task LendAsync(int id) => _policy.ExecuteAsync(async () =>
        {
            var reader = await db.Readers.FirstAsync(r => r.Id == id);
            reader.Loans++;
            await db.SaveChangesAsync();
        });

        public Task OnceAsync(int id, Guid receipt) => _policy.ExecuteAsync(async () =>
        {
            if (await db.Receipts.AnyAsync(r => r.Id == receipt))
            {
                return;
            }

            var shelf = await db.Shelves.FirstAsync(s => s.Id == id);
            shelf.Books++;
            db.Receipts.Add(new Receipt { Id = receipt });
            await db.SaveChangesAsync();
        });
    }

    // look-alike: counted once, and nothing tries again
    public sealed class Plain(NpgsqlDataSource source)
    {
        public async Task ReturnAsync(int shelf)
        {
            await using var connection = await source.OpenConnectionAsync();
            await connection.ExecuteAsync("update shelves set books = books + 1 where id = @shelf", new { shelf });
        }
    }
}

namespace Corpus.Retries.Operands
{
    // look-alike: a when clause counts first and asks then
    public sealed class CountsFirst(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/f");
                }
                catch (Exception e) when (i < 3 && IsPassing(e))
                {
                    await Task.Delay(100);
                }
            }
        }

        public async Task<string> ReadOfTypeAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/f");
                }
                catch (Exception e) when (i < 3 && e is HttpRequestException or TimeoutException)
                {
                    await Task.Delay(100);
                }
            }
        }

        private static bool IsPassing(Exception e) => e is HttpRequestException or TimeoutException;
    }

    // case: a when clause that counts, and one that lets only cancellation pass
    public sealed class OnlyCounts(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/f");
                }
                catch (Exception) when (i < 3) // expect: IC1307
                {
                    await Task.Delay(100);
                }
            }
        }

        public async Task<string> ReadUntilCancelledAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/f");
                }
                catch (Exception e) when (e is not OperationCanceledException && i < 3) // expect: IC1307
                {
                    await Task.Delay(100);
                }
            }
        }
    }
}
