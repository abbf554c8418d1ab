namespace Corpus.Retries.Runners
{
    // case: an own retrier behind an interface, whose one implementation loops
    public interface IPatience
    {
        Task<T> InsistAsync<T>(Func<Task<T>> step);
    }

    public sealed class Patience : IPatience
    {
        public async Task<T> InsistAsync<T>(Func<Task<T>> step)
        {
            var refused = 0;
            while (true)
            {
                try
                {
                    return await step();
                }
                catch (HttpRequestException)
                {
                    refused++;
                    if (refused == 4)
                    {
                        throw;
                    }

                    await Task.Delay(refused * 50);
                }
            }
        }
    }

    public sealed class Seedbank(IPatience patience, HttpClient http)
    {
        public Task<string> DepositAsync(string seeds) => patience.InsistAsync(async () =>
        {
            using var receipt = await http.PostAsync("/deposits", new StringContent(seeds)); // expect: IC1302
            receipt.EnsureSuccessStatusCode();
            return await receipt.Content.ReadAsStringAsync();
        });
    }

    // case: the interface is generic, and the base class of its implementation holds the loop
    public interface IUnitRunner<TUnit>
    {
        Task RunAsync(Func<TUnit, Task> work);
    }

    public sealed record Harvest(string Plot);

    public abstract class UnitRunner<TUnit> : IUnitRunner<TUnit>
    {
        public async Task RunAsync(Func<TUnit, Task> work)
        {
            for (var turn = 1; ; turn++)
            {
                try
                {
                    await work(Begin());
                    return;
                }
                catch (HttpRequestException) when (turn < 3)
                {
                    await Task.Delay(turn * 10);
                }
            }
        }

        protected abstract TUnit Begin();
    }

    public sealed class HarvestRunner : UnitRunner<Harvest>
    {
        protected override Harvest Begin() => new("north");
    }

    public sealed class Vineyard(IUnitRunner<Harvest> runner, HttpClient http)
    {
        public Task PickAsync() => runner.RunAsync(harvest => http.PostAsync("/picked", new StringContent(harvest.Plot))); // expect: IC1302
    }

    // case: the runner is abstract itself, and two of them retry around one another
    public abstract class Persistent
    {
        public abstract Task<string> AskAsync(Func<Task<string>> question);
    }

    public sealed class ThreeTimes : Persistent
    {
        public override async Task<string> AskAsync(Func<Task<string>> question)
        {
            for (var i = 0; i < 2; i++)
            {
                try
                {
                    return await question();
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(20);
                }
            }

            return await question();
        }
    }

    public sealed class Lighthouse(Persistent persistent, HttpClient http)
    {
        public Task<string> LogAsync() => persistent.AskAsync(async () =>
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/log"); // expect: IC1301
                }
                catch (HttpRequestException) when (i < 2)
                {
                }
            }
        });
    }

    // look-alike: a runner behind an interface that runs what it is given once, and measures
    public interface IMeter
    {
        Task<T> TimeAsync<T>(Func<Task<T>> step);
    }

    public sealed class Meter(Action<long> note) : IMeter
    {
        public async Task<T> TimeAsync<T>(Func<Task<T>> step)
        {
            var began = Environment.TickCount64;
            try
            {
                return await step();
            }
            finally
            {
                note(Environment.TickCount64 - began);
            }
        }
    }

    public sealed class Apiary(IMeter meter, HttpClient http)
    {
        public Task<string> FillAsync(string jar) => meter.TimeAsync(async () =>
        {
            using var answer = await http.PostAsync("/jars", new StringContent(jar));
            return await answer.Content.ReadAsStringAsync();
        });
    }

    // look-alike: of the same interface as the one that loops, but this class is handed the careful one by its type
    public interface ISender
    {
        Task SendAsync(Func<Task> step);
    }

    public sealed class Insistent : ISender
    {
        public async Task SendAsync(Func<Task> step)
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await step();
                    return;
                }
                catch (HttpRequestException) when (i < 3)
                {
                }
            }
        }
    }

    public sealed class Once : ISender
    {
        public Task SendAsync(Func<Task> step) => step();
    }

    public sealed class Ferry(Once once, HttpClient http)
    {
        public Task BookAsync() => once.SendAsync(() => http.PostAsync("/ferry", null));
    }

    public sealed class Timetable(ISender sender, HttpClient http)
    {
        public Task ReadAsync() => sender.SendAsync(() => http.GetStringAsync("/timetable"));
    }

    // look-alike: what the runner repeats may be repeated
    public sealed class Cellar(IUnitRunner<Harvest> runner, HttpClient http)
    {
        public Task StoreAsync() => runner.RunAsync(async harvest =>
        {
            using var stored = await http.PutAsync("/cellar/" + harvest.Plot, new StringContent(harvest.Plot));
            stored.EnsureSuccessStatusCode();
        });
    }
}
