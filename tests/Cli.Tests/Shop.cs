using IntentContracts.Analysis.Tests;

namespace IntentContracts.Cli.Tests;

/// <summary>A small program, compiled once: two requests that come to one payment, and what hostile text can do in it.</summary>
public sealed class Shop : IDisposable
{
    private const string Source = """
        using IntentContracts;

        [assembly: OwnedBy("shop")]

        public interface IGateway { Task ChargeAsync(string id); }

        public sealed class Gateway(HttpClient http) : IGateway
        {
            [NotIdempotent("the bank \u001b[31mforgets\u202E [bold]everything[/]")]
            public async Task ChargeAsync(string id)
            {
                for (var i = 0; i < 3; i++)
                {
                    try
                    {
                        await http.PostAsync("/charges/" + id, null);
                        return;
                    }
                    catch (HttpRequestException) when (i < 2)
                    {
                        await Task.Delay(10);
                    }
                }
            }
        }

        public sealed class Orders(IGateway gateway)
        {
            [Deadline("00:00:05")]
            public async Task PlaceAsync(string id)
            {
                await gateway.ChargeAsync(id);
                await File.AppendAllTextAsync("journal", id);
            }

            public Task UnusedAsync(string id) => gateway.ChargeAsync(id);
        }

        public sealed class Endpoints(Orders orders)
        {
            [CriticalPath]
            public Task Place(string id) => orders.PlaceAsync(id);

            [CriticalPath, OwnedBy("imports")]
            public async Task Import(string[] ids)
            {
                foreach (var id in ids)
                {
                    await orders.PlaceAsync(id);
                }
            }

            [CriticalPath]
            public int Look() => 1;
        }

        [Assumes("clocks \u001b[31magree\u202E to a second", Until = "2099-01-01", Owner = "web")] public static class Program
        {
            public static void Main() => Console.WriteLine(new Endpoints(new Orders(new Gateway(new HttpClient()))).Look());
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("intent-cli").FullName;

    public Shop()
    {
        File.Copy(typeof(OwnedByAttribute).Assembly.Location, Path.Combine(_folder, "IntentContracts.Attributes.dll"));
        Assembly = Compiled.Assembly(CompileAs.Debug with { Kind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication, Guards = "Off" }, "Shop", Source).WriteTo(_folder);
    }

    /// <summary>Path of Shop.dll.</summary>
    public string Assembly { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal Task<IntentRun> RunAsync(params string[] arguments) => Intent.RunInAsync(_folder, [.. arguments, "--assembly", "Shop.dll"]);
}
