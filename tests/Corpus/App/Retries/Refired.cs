using Quartz;

namespace Corpus.Retries.Refired
{
    // case: a job that is fired again as long as it has not been often enough, around a loop
    public sealed class Tides(HttpClient http) : IJob
    {
        public async Task Execute(IJobExecutionContext context)
        {
            try
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        await http.GetStringAsync("/tides"); // expect: IC1301
                        return;
                    }
                    catch (HttpRequestException) when (attempt < 3)
                    {
                    }
                }
            }
            catch (HttpRequestException e)
            {
                throw new JobExecutionException(e, refireImmediately: context.RefireCount < 4);
            }
        }
    }

    // look-alike: it counts how often it was fired, and waits for the next time
    public sealed class Winds(HttpClient http) : IJob
    {
        public async Task Execute(IJobExecutionContext context)
        {
            try
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        await http.GetStringAsync("/winds?fired=" + context.RefireCount);
                        return;
                    }
                    catch (HttpRequestException) when (attempt < 3)
                    {
                    }
                }
            }
            catch (HttpRequestException e)
            {
                throw new JobExecutionException(e, refireImmediately: false);
            }
        }
    }
}
