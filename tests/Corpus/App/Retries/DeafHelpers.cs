using Polly;
using Polly.Retry;

namespace Corpus.Retries.DeafHelpers;

// case: the helper is made for results of any type, and is handed the task of a measurement
public sealed class Weighbridge(HttpClient scales, ResiliencePipeline pipeline)
{
    private T Steadily<T>(Func<T> measure) => pipeline.Execute(measure);

    public async Task<string> WeighAsync(int lorry) =>
        await Steadily(async () => await scales.GetStringAsync($"/weigh/{lorry}")); // expect: IC1308

    public async Task TareAsync() =>
        await Steadily(() => scales.PostAsync("/tare", null)); // expect: IC1308

    public int Rounded(Func<double> weight) => (int)Steadily(weight);
}

// case: a loop by hand that a second helper hands on to
public static class Patience
{
    public static T Twice<T>(Func<T> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return work();
            }
            catch (TimeoutException) when (attempt < 2)
            {
                Console.WriteLine("once more");
            }
        }
    }

    public static T Politely<T>(Func<T> work) => Twice(() => work());

    public static async Task PrintAsync(HttpClient printer, string ticket) =>
        await Politely(async () => await printer.PostAsync("/print", new StringContent(ticket))); // expect: IC1308
}

// look-alike: the form that awaits, and a result that is no task
public sealed class Turnpike(HttpClient barrier, ResiliencePipeline pipeline)
{
    private static async Task<T> AgainAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (TimeoutException) when (attempt < 2)
            {
                await Task.Delay(attempt);
            }
        }
    }

    private T Steadily<T>(Func<T> work) => pipeline.Execute(work);

    public async Task<string> StateAsync() => await AgainAsync(() => barrier.GetStringAsync("/state"));

    public int Axles(string plate) => Steadily(() => plate.Length / 2);
}
