namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>Stores in which each document is durable by itself: what is written twice, counted again, or stored inside a session.</summary>
public sealed class DocumentStoresTests
{
    /// <summary>The part of the driver that the cases call, with its names.</summary>
    private const string Driver = """
        namespace MongoDB.Driver
        {
            public class InsertOneOptions;
            public interface IClientSession : IDisposable { void StartTransaction(); Task CommitTransactionAsync(CancellationToken stop = default); Task AbortTransactionAsync(CancellationToken stop = default); }
            public interface IClientSessionHandle : IClientSession;
            public interface IMongoClient { Task<IClientSessionHandle> StartSessionAsync(CancellationToken stop = default); }
            public abstract class UpdateDefinition<T>;
            public class UpdateDefinitionBuilder<T>
            {
                public UpdateDefinition<T> Inc<V>(System.Linq.Expressions.Expression<Func<T, V>> field, V by) => null!;
                public UpdateDefinition<T> Set<V>(System.Linq.Expressions.Expression<Func<T, V>> field, V to) => null!;
            }
            public static class Builders<T> { public static UpdateDefinitionBuilder<T> Update { get; } = new(); }
            public interface IMongoCollection<T>
            {
                Task InsertOneAsync(T document, InsertOneOptions? options = null, CancellationToken stop = default);
                Task InsertOneAsync(IClientSessionHandle session, T document, InsertOneOptions? options = null, CancellationToken stop = default);
            }
            public static class IMongoCollectionExtensions
            {
                public static Task UpdateOneAsync<T>(this IMongoCollection<T> to, System.Linq.Expressions.Expression<Func<T, bool>> which, UpdateDefinition<T> how, CancellationToken stop = default) => Task.CompletedTask;
                public static Task DeleteOneAsync<T>(this IMongoCollection<T> from, System.Linq.Expressions.Expression<Func<T, bool>> which, CancellationToken stop = default) => Task.CompletedTask;
            }
        }
        """;

    private const string Model = """
        namespace Api
        {
            using MongoDB.Driver;
            public class Parcel { public string Id { get; set; } = ""; public int Scans { get; set; } public int Version { get; set; } public string At { get; set; } = ""; }
            public class Trace { public string Id { get; set; } = ""; public string Parcel { get; set; } = ""; }
        """;

    private static void Verify(string rule, string source)
    {
        using var solution = new RuleCase { Scope = CheckScope.All, Only = [rule] }.Add("Driver", Driver).Add("Api", Model + source + "}");
        solution.Verify();
    }

    [Fact]
    public void Two_documents_are_a_possible_pair_and_in_one_session_none() => Verify("IC1101", """
        public class Scans(IMongoCollection<Parcel> parcels, IMongoCollection<Trace> traces, IClientSessionHandle session)
        {
            public async Task Note(Parcel parcel, Trace trace)
            {
                await parcels.UpdateOneAsync(p => p.Id == parcel.Id, Builders<Parcel>.Update.Set(p => p.At, trace.Id));
                await traces.InsertOneAsync(trace); // warning IC1101
            }
            public async Task NoteTogether(Parcel parcel, Trace trace)
            {
                session.StartTransaction();
                await parcels.InsertOneAsync(session, parcel);
                await traces.InsertOneAsync(session, trace);
                await session.CommitTransactionAsync();
            }
            public async Task Forget(Parcel parcel) => await parcels.DeleteOneAsync(p => p.Id == parcel.Id);
        }
        """);

    [Fact]
    public void What_is_not_handed_the_session_is_no_part_of_its_transaction() => Verify("IC1109", """
        public class Depot(IMongoClient client, IMongoCollection<Parcel> parcels, IMongoCollection<Trace> traces)
        {
            public async Task Receive(Parcel parcel, Trace trace)
            {
                using var session = await client.StartSessionAsync();
                session.StartTransaction();
                try
                {
                    await parcels.InsertOneAsync(session, parcel);
                    await traces.InsertOneAsync(trace); // warning IC1109
                    await session.CommitTransactionAsync();
                }
                catch
                {
                    await session.AbortTransactionAsync();
                    throw;
                }
            }
            public async Task ReceiveAll(List<Parcel> all)
            {
                using var session = await client.StartSessionAsync();
                session.StartTransaction();
                foreach (var parcel in all)
                {
                    await Put(parcel); // warning IC1109
                }
                await session.CommitTransactionAsync();
            }
            public Task Put(Parcel parcel) => parcels.InsertOneAsync(parcel);
            public async Task ReceiveAndTell(Parcel parcel, Trace trace)
            {
                using (var session = await client.StartSessionAsync())
                {
                    session.StartTransaction();
                    await Together(session, parcel, trace);
                    await session.CommitTransactionAsync();
                }
                await traces.InsertOneAsync(trace);
            }
            private async Task Together(IClientSessionHandle session, Parcel parcel, Trace trace)
            {
                await parcels.InsertOneAsync(session, parcel);
                await traces.InsertOneAsync(session, trace);
            }
            public async Task<bool> Unless(Parcel parcel, bool isKnown)
            {
                using (var session = await client.StartSessionAsync())
                {
                    session.StartTransaction();
                    if (isKnown) return false;
                    await parcels.InsertOneAsync(session, parcel);
                    await session.CommitTransactionAsync();
                }
                return true;
            }
            public async Task Both(Parcel parcel, Trace trace)
            {
                await Unless(parcel, false);
                await traces.InsertOneAsync(trace);
            }
        }
        """);

    [Fact]
    public void On_a_critical_path_the_pair_is_a_warning_and_no_error()
    {
        using var solution = new RuleCase { Only = ["IC1101"] }.Add("Driver", Driver).Add("Api", Model + """
            public sealed class HubsController(IMongoCollection<Parcel> parcels) : ControllerBase
            {
                [HttpPost("/move")] public async Task Move(string from, Parcel to)
                {
                    await parcels.DeleteOneAsync(p => p.Id == from);
                    await parcels.InsertOneAsync(to); // warning IC1101
                }
            }
        }
        """);
        solution.Verify();
    }

    [Fact]
    public void What_counts_or_adds_a_document_is_not_repeated() => Verify("IC1302", """
        public class Counters(IMongoCollection<Parcel> parcels, IMongoCollection<Trace> traces)
        {
            public async Task Count(string id)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        await parcels.UpdateOneAsync(p => p.Id == id, Builders<Parcel>.Update.Inc(p => p.Scans, 1)); // warning IC1302
                        return;
                    }
                    catch (TimeoutException) when (attempt < 3)
                    {
                        await Task.Delay(50);
                    }
                }
            }
            public async Task Put(string id, string at)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        await parcels.UpdateOneAsync(p => p.Id == id, Builders<Parcel>.Update.Set(p => p.At, at));
                        return;
                    }
                    catch (TimeoutException) when (attempt < 3)
                    {
                        await Task.Delay(50);
                    }
                }
            }
            public async Task Add(string parcel)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        await traces.InsertOneAsync(new Trace { Id = Guid.NewGuid().ToString(), Parcel = parcel }); // warning IC1302
                        return;
                    }
                    catch (TimeoutException) when (attempt < 3)
                    {
                        await Task.Delay(50);
                    }
                }
            }
        }
        """);

    /// <summary>Whoever counts a version watches for the second time; and where the filter is, nobody can say for certain.</summary>
    [Fact]
    public void A_counted_version_is_none_and_a_counted_number_breaks_no_build()
    {
        using var solution = new RuleCase { Only = ["IC1302"] }.Add("Driver", Driver).Add("Api", Model + """
            public sealed class ScansController(IMongoCollection<Parcel> parcels) : ControllerBase
            {
                [HttpPost("/name")] public async Task Rename(string id, int version)
                {
                    for (var attempt = 0; ; attempt++)
                    {
                        try
                        {
                            await parcels.UpdateOneAsync(p => p.Id == id && p.Version == version, Builders<Parcel>.Update.Inc(p => p.Version, 1));
                            return;
                        }
                        catch (TimeoutException) when (attempt < 3)
                        {
                            await Task.Delay(50);
                        }
                    }
                }

                [HttpPost("/scan")] public async Task Scan(string id)
                {
                    for (var attempt = 0; ; attempt++)
                    {
                        try
                        {
                            await parcels.UpdateOneAsync(p => p.Id == id, Builders<Parcel>.Update.Inc(p => p.Scans, 1)); // warning IC1302
                            return;
                        }
                        catch (TimeoutException) when (attempt < 3)
                        {
                            await Task.Delay(50);
                        }
                    }
                }
            }
        }
        """);

        solution.Verify();
    }
}
