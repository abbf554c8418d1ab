using System.Text.RegularExpressions;

namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>
/// Copies of <see cref="LockedService"/> with one change each, all built together: once as everybody builds, and once accepting what is found.
/// </summary>
public sealed partial class Variations : IDisposable
{
    /// <summary>The one that does change a promise.</summary>
    public const string OneMoreAttempt = "one more attempt";

    private const string Unrelated = """

            public static int Sum(IEnumerable<int> numbers, int more = 0) { var sum = more; numbers.ToList().ForEach(n => sum += n); return sum + Twice(more); static int Twice(int n) => n * 2; }

            public static async Task WaitAsync(CancellationToken ct) { await Task.Yield(); ct.ThrowIfCancellationRequested(); }

            public Task PlaceAsync(int number) => Task.FromResult(number);

        """;

    private static readonly Dictionary<string, Action<Consumer>> s_changes = new(StringComparer.Ordinal)
    {
        ["unrelated lambdas"] = service =>
        {
            service.Replace("Program.cs", "var app =", "Func<int, int> twice = n => n * 2;\nbuilder.Logging.AddFilter((name, level) => name is not null && level > LogLevel.Debug && twice(2) == args.Length);\nvar app =");
            service.Replace("OrderService.cs", "stock = [];", "stock = [];\n    private readonly Func<string, int> length = text => text.Length;");
            service.Replace("Gateway.cs", "    public async Task", "    private readonly Action<string> ignore = _ => { };\n\n    public async Task");
        },
        ["unrelated methods"] = service =>
        {
            service.Replace("OrderService.cs", "stock = [];", "stock = [];\n" + Unrelated);
            service.Replace("Gateway.cs", "(HttpClient http)\n{", "(HttpClient http)\n{" + Unrelated);
            service.Replace("Rates.cs", "(HttpClient http)\n{", "(HttpClient http)\n{" + Unrelated);
        },
        ["a parameter of an unrelated method"] = service => service.Replace("Gateway.cs", "Describe(string order)", "Describe(string order, int copies = 1)"),
        ["comments"] = service =>
        {
            service.Replace("Gateway.cs", "            using var response", "            // The gateway answers within a second.\n            /* or it does not */ using var response");
            service.Replace("OrderService.cs", "        var total = 0;", "        // What it costs.\n\n        var total = 0; // in cents");
        },
        ["other white space and line breaks"] = service => Rewrite(service, text => LineBeforeBrace().Replace(text, " {").Replace(", ", ",\n        ", StringComparison.Ordinal).Replace("return ", "return\n            ", StringComparison.Ordinal)),
        ["renamed locals"] = service =>
        {
            service.Replace("OrderService.cs", "total", "sum");
            service.Replace("OrderService.cs", "line =>", "l =>");
            service.Replace("OrderService.cs", "line.Length > 0 && stock.GetValueOrDefault(line)", "l.Length > 0 && stock.GetValueOrDefault(l)");
            service.Replace("OrderService.cs", "Price(line))", "Price(l))");
            service.Replace("Gateway.cs", "response", "answer");
            service.Replace("Rates.cs", "currency", "code");
        },
        ["renamed source files"] = service =>
        {
            File.Move(service["OrderService.cs"], service["Aardvark.cs"]);
            Directory.CreateDirectory(service["Charging"]);
            File.Move(service["Gateway.cs"], service["Charging/ZGateway.cs"]);
            File.Move(service["Program.cs"], service["Main.cs"]);
        },
        ["sources with CRLF"] = service => Rewrite(service, text => text.ReplaceLineEndings("\r\n")),
        ["all files with CRLF"] = service =>
        {
            Rewrite(service, text => text.ReplaceLineEndings("\r\n"));
            File.WriteAllText(service["intent.lock"], File.ReadAllText(service["intent.lock"]).ReplaceLineEndings("\r\n"));
            File.WriteAllText(service["intent.baseline"], File.ReadAllText(service["intent.baseline"]).ReplaceLineEndings("\r\n"));
        },
        ["Release"] = _ => { },
        ["another folder"] = _ => { },
        ["mapped paths"] = _ => { },
        [OneMoreAttempt] = service => service.Replace("Gateway.cs", "MaxRetryAttempts = 2", "MaxRetryAttempts = 3"),
    };

    private static readonly Dictionary<string, string> s_properties = new(StringComparer.Ordinal)
    {
        ["Release"] = "Configuration=Release",
        ["mapped paths"] = "ContinuousIntegrationBuild=true;IntentContinuousIntegration=false",
    };

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, Variation> _all = [];

    public Variations(PackageFeed feed)
    {
        var original = LockedService.Create(feed, _folder["original"]);
        var all = new Consumer(_folder["all"]);
        foreach (var (name, change) in s_changes)
        {
            var service = LockedService.Copy(original, all[name == "another folder" ? "some/where/élse" : name]);
            change(service);
            _all.Add(name, new(service));
        }

        all.Write("All.proj", $"""
            <Project>
              <ItemGroup>
                {string.Concat(_all.Select(v => $"""<Service Include="{v.Value.Service[LockedService.Project]}" AdditionalProperties="{s_properties.GetValueOrDefault(v.Key)}" />"""))}
              </ItemGroup>
              <Target Name="Build">
                <MSBuild Projects="@(Service)" BuildInParallel="true" ContinueOnError="ErrorAndContinue" />
              </Target>
            </Project>
            """);
        var check = all.Run("build", "All.proj", ["--no-restore", .. LockedService.Check]);
        var accept = all.Run("build", "All.proj", ["--no-restore", .. LockedService.Accept]);
        foreach (var variation in _all.Values)
        {
            variation.Built(check, accept);
        }
    }

    public static IEnumerable<string> Names => s_changes.Keys;

    internal Variation this[string name] => _all[name];

    public void Dispose() => _folder.Dispose();

    private static void Rewrite(Consumer service, Func<string, string> text)
    {
        foreach (var file in Directory.EnumerateFiles(service.Folder, "*.cs"))
        {
            File.WriteAllText(file, text(File.ReadAllText(file)));
        }
    }

    [GeneratedRegex(@"\n\s*\{(?=\n)")]
    private static partial Regex LineBeforeBrace();
}
