using System.Net.Http.Json;
using Quartz;

namespace Corpus.Retries.Unshown;

public sealed class Charts(HttpClient http)
{
    // look-alike: an address of which the code shows nothing
    public async Task DrawAsync(string? coast, string? sea, bool isFar) =>
        await http.PostAsJsonAsync(string.Concat(coast ?? sea, isFar ? sea : coast), 1);
}

// look-alike: a job that looks at how often it was fired, and gives up
public sealed class ChartJob(HttpClient http) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        if (context.RefireCount > 3)
        {
            throw new JobExecutionException();
        }

        await http.GetStringAsync("/charts");
    }
}
