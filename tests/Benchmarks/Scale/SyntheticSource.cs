using System.Globalization;

namespace IntentContracts.Benchmarks.Scale;

/// <summary>The sources of the synthetic solution, one template for each layer: <c>#S</c> stands for the slice and <c>#T</c> for the thing in it.</summary>
internal static class SyntheticSource
{
    private const string Entity = """
        namespace Domain#S;

        public sealed class Thing#T
        {
            public int Id { get; set; }
            public string Name { get; set; } = "";
            public decimal Amount { get; private set; }
            public DateTime Created { get; set; }
            public bool IsOpen { get; private set; } = true;

            public void Rename(string name)
            {
                if (string.IsNullOrWhiteSpace(name)) throw new ArgumentException("a name is needed", nameof(name));
                Name = name.Trim();
            }

            public void Add(decimal amount)
            {
                if (!IsOpen) throw new InvalidOperationException("it is closed");
                Amount += Rules#T.Round(amount);
            }

            public void Close() => IsOpen = false;
        }

        public sealed record Thing#TSummary(int Id, string Name, decimal Amount);

        public interface IThing#TRepository
        {
            Task<Thing#T?> FindAsync(int id, CancellationToken token);
            Task<List<Thing#T>> OpenAsync(CancellationToken token);
            void Add(Thing#T thing);
            Task SaveAsync(CancellationToken token);
        }

        public static class Rules#T
        {
            public static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.ToEven);

            public static decimal Total(IEnumerable<Thing#T> things)
            {
                var total = 0m;
                foreach (var thing in things)
                {
                    if (thing.IsOpen && thing.Amount > 0) total += Round(thing.Amount);
                }

                return total;
            }

            public static IReadOnlyList<Thing#TSummary> Summaries(IEnumerable<Thing#T> things) =>
                things.Where(t => t.IsOpen).OrderBy(t => t.Name).Select(t => new Thing#TSummary(t.Id, t.Name, t.Amount)).ToList();

            public static string Describe(Thing#T thing) => thing.Amount switch
            {
                < 0 => "owed",
                0 => "even",
                < 100 => "small",
                _ => "large",
            };
        }
        """;

    private const string Repository = """
        using Domain#S;
        using Microsoft.EntityFrameworkCore;

        namespace Data#S;

        public sealed class Thing#TRepository(Context#S db) : IThing#TRepository
        {
            public Task<Thing#T?> FindAsync(int id, CancellationToken token) => db.Thing#Ts.FirstOrDefaultAsync(t => t.Id == id, token);

            public Task<List<Thing#T>> OpenAsync(CancellationToken token) => db.Thing#Ts.Where(t => t.IsOpen).OrderBy(t => t.Created).ToListAsync(token);

            public void Add(Thing#T thing) => db.Thing#Ts.Add(thing);

            public async Task SaveAsync(CancellationToken token) => await db.SaveChangesAsync(token);

            public async Task<Dictionary<int, string>> NamesAsync(IReadOnlyCollection<int> ids, CancellationToken token)
            {
                var found = await db.Thing#Ts.Where(t => ids.Contains(t.Id)).ToListAsync(token);
                return found.ToDictionary(t => t.Id, t => t.Name);
            }
        }
        """;

    private const string ServiceCode = """
        using System.Collections.Concurrent;
        using Domain#S;
        #USINGS
        namespace Services#S;

        public interface IThing#TService
        {
            Task<Thing#TSummary?> GetAsync(int id, CancellationToken token);
            Task<int> OpenAsync(string name, decimal amount, CancellationToken token);
            Task<decimal> SettleAsync(IReadOnlyList<int> ids, CancellationToken token);
        }

        public interface IThing#TGateway
        {
            Task<string> NotifyAsync(int id, string text, CancellationToken token);
        }

        public sealed class Thing#TGateway(HttpClient http) : IThing#TGateway
        {
            public async Task<string> NotifyAsync(int id, string text, CancellationToken token)
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        var answer = await http.PostAsync("notify/" + id, new StringContent(text), token);
                        return await answer.Content.ReadAsStringAsync(token);
                    }
                    catch (HttpRequestException) when (attempt < 3)
                    {
                        await Task.Delay(100 * attempt, token);
                    }
                }
            }
        }

        public sealed class Thing#TCache
        {
            private readonly ConcurrentDictionary<int, Thing#TSummary> _known = new();
            private readonly object _gate = new();
            private int _hits;

            public bool TryGet(int id, out Thing#TSummary? summary)
            {
                var found = _known.TryGetValue(id, out summary);
                lock (_gate)
                {
                    _hits += found ? 1 : 0;
                }

                return found;
            }

            public void Keep(Thing#TSummary summary) => _known[summary.Id] = summary;

            public int Hits()
            {
                lock (_gate)
                {
                    return _hits;
                }
            }
        }

        public sealed class Thing#TService(IThing#TRepository things, IThing#TGateway gateway, Thing#TCache cache#PARAMETERS) : IThing#TService
        {
            public async Task<Thing#TSummary?> GetAsync(int id, CancellationToken token)
            {
                if (cache.TryGet(id, out var known)) return known;
                var thing = await things.FindAsync(id, token);
                if (thing is null) return null;
                var summary = new Thing#TSummary(thing.Id, thing.Name, thing.Amount);
                cache.Keep(summary);
                return summary;
            }

            public async Task<int> OpenAsync(string name, decimal amount, CancellationToken token)
            {
                var thing = new Thing#T { Created = DateTime.UtcNow };
                thing.Rename(name);
                thing.Add(amount);
                things.Add(thing);
                #CALLS
                await things.SaveAsync(token);
                await gateway.NotifyAsync(thing.Id, Rules#T.Describe(thing), token);
                return thing.Id;
            }

            public async Task<decimal> SettleAsync(IReadOnlyList<int> ids, CancellationToken token)
            {
                var open = await things.OpenAsync(token);
                foreach (var thing in open.Where(t => ids.Contains(t.Id))) thing.Close();
                await things.SaveAsync(token);
                #MISTAKES
                return Rules#T.Total(open);
            }

            private static string Line(Thing#TSummary summary) => $"{summary.Id}: {summary.Name} {summary.Amount}";

            public async Task<string> ReportAsync(CancellationToken token)
            {
                var lines = Rules#T.Summaries(await things.OpenAsync(token)).Select(Line);
                return string.Join(Environment.NewLine, lines);
            }
        }
        """;

    private const string Mistakes = """
        foreach (var id in ids)
                {
                    var one = await things.FindAsync(id, token);
                    try { gateway.NotifyAsync(id, one?.Name ?? "", token).Wait(token); } catch (Exception) { }
                }

                await things.SaveAsync(token);
        """;

    private const string FeatureCode = """
        using Domain#S;
        using IntentContracts;
        using Services#S;

        namespace Features#S;

        public sealed record Open#T(string Name, decimal Amount);

        public sealed class Thing#TFeature(IThing#TService service)
        {
            [CriticalPath]
            public async Task<int> Open(Open#T request, CancellationToken token)
            {
                Validate(request);
                return await service.OpenAsync(request.Name, request.Amount, token);
            }

            [CriticalPath]
            public async Task<Thing#TSummary?> Get(int id, CancellationToken token) => await service.GetAsync(id, token);

            [CriticalPath]
            public async Task<string> Settle(string ids, CancellationToken token)
            {
                var total = await service.SettleAsync(Parse(ids), token);
                return Format(total);
            }

            private static void Validate(Open#T request)
            {
                if (request.Name.Length > 100) throw new ArgumentException("too long", nameof(request));
                if (request.Amount < 0) throw new ArgumentOutOfRangeException(nameof(request));
            }

            private static List<int> Parse(string ids)
            {
                var parsed = new List<int>();
                foreach (var part in ids.Split(','))
                {
                    if (int.TryParse(part, out var id)) parsed.Add(id);
                }

                return parsed;
            }

            private static string Format(decimal total) => total.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
        }
        """;

    public static string Domain(int slice, int thing) => Fill(Entity, slice, thing);

    public static string Data(int slice, int thing) => Fill(Repository, slice, thing);

    public static string Feature(int slice, int thing) => Fill(FeatureCode, slice, thing);

    /// <param name="before">Slices whose services this one calls.</param>
    public static string Service(int slice, int thing, IReadOnlyList<int> before)
    {
        var usings = string.Concat(before.Select(b => Text($"using S{b} = Services{b};\n")));
        var parameters = string.Concat(before.Select(b => Text($", S{b}.IThing{thing}Service from{b}")));
        var calls = string.Join(" ", before.Select(b => Text($"await from{b}.GetAsync(thing.Id, token);")));
        return Fill(ServiceCode, slice, thing)
            .Replace("#USINGS", usings, StringComparison.Ordinal)
            .Replace("#PARAMETERS", parameters, StringComparison.Ordinal)
            .Replace("#CALLS", calls, StringComparison.Ordinal)
            .Replace("#MISTAKES", slice % 10 == 5 && thing == 0 ? Mistakes : "", StringComparison.Ordinal);
    }

    public static string Context(int slice, int things) =>
        Text($"using Domain{slice};\nusing Microsoft.EntityFrameworkCore;\n\nnamespace Data{slice};\n\npublic sealed class Context{slice}(DbContextOptions<Context{slice}> options) : DbContext(options)\n{{\n")
        + string.Concat(Enumerable.Range(0, things).Select(t => Text($"    public DbSet<Thing{t}> Thing{t}s => Set<Thing{t}>();\n")))
        + "}\n";

    public static string Program(int slices, int things)
    {
        var registrations = Enumerable.Range(0, slices).SelectMany(s => Enumerable.Range(0, things).Select(t => Text($"""
            services.AddScoped<Domain{s}.IThing{t}Repository, Data{s}.Thing{t}Repository>();
            services.AddScoped<Services{s}.IThing{t}Gateway, Services{s}.Thing{t}Gateway>();
            services.AddScoped<Services{s}.IThing{t}Service, Services{s}.Thing{t}Service>();
            services.AddSingleton<Services{s}.Thing{t}Cache>();
            services.AddScoped<Features{s}.Thing{t}Feature>();

            """)));
        return "using Microsoft.Extensions.DependencyInjection;\n\nvar services = new ServiceCollection();\n" + string.Concat(registrations) + "return services.Count > 0 ? 0 : 1;\n";
    }

    private static string Fill(string template, int slice, int thing) => template
        .Replace("#S", slice.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("#T", thing.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
