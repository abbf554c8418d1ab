using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Corpus.QueriesPerItem.Again;

// look-alike: the whole program begins again, with a log and a container that are made anew: nothing that it goes over
public sealed class Launcher(HttpClient http)
{
    private static bool _again;

    public async Task RunAsync()
    {
    again:
        var log = NewLog();
        IServiceProvider services = new ServiceCollection().BuildServiceProvider();
        await ServeAsync(log, services);
        if (_again)
        {
            goto again;
        }
    }

    private async Task ServeAsync(ILogger log, IServiceProvider services)
    {
        log.LogInformation("{Version} of {Services}", await http.GetStringAsync("/version"), services);
        _again = !_again;
    }

    private static ILogger NewLog() => LoggerFactory.Create(static _ => { }).CreateLogger("launcher");
}

// case: each turn has a name of its own
public sealed class Asker(HttpClient http)
{
    public async Task<string> AskAsync()
    {
        var text = "";
    again:
        var name = Console.ReadLine() ?? "";
        text += await VersionAsync(name); // expect: IC3102
        if (name.Length > 0)
        {
            goto again;
        }

        return text;
    }

    private Task<string> VersionAsync(string name) => http.GetStringAsync("/versions/" + name);
}
