using Polly;
using Polly.Retry;

namespace Corpus.Retries.Switched;

internal sealed class Order(string path)
{
    public string Path { get; } = path;

    public bool IsPatient { get; set; }

    public bool IsStubborn { get; set; }
}

internal sealed class Kitchen(HttpClient http)
{
    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
        .Build();

    public async Task<string> CookAsync(Order order)
    {
        if (order.IsPatient)
        {
            return await _pipeline.ExecuteAsync(async _ => await http.GetStringAsync(order.Path));
        }

        return await http.GetStringAsync(order.Path);
    }

    // look-alike: nobody sets the flag, so that it is tried again nowhere
    public async Task<string> BakeAsync(Order order)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await http.GetStringAsync(order.Path);
            }
            catch (HttpRequestException) when (order.IsStubborn && attempt < 3)
            {
                await Task.Delay(100);
            }
        }
    }

    // look-alike: the same around a pipeline
    public async Task<string> FryAsync(Order order)
    {
        if (!order.IsStubborn)
        {
            return await http.GetStringAsync(order.Path);
        }

        return await _pipeline.ExecuteAsync(async _ => await http.GetStringAsync(order.Path));
    }
}

// case: some guests set the flag, and stand in a loop of their own
public sealed class PatientGuest(HttpClient http)
{
    private readonly Kitchen _kitchen = new(http);

    public async Task<string> DineAsync(string dish)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                var order = new Order(dish);
                Wait(order);
                return await _kitchen.CookAsync(order); // expect: IC1301
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200);
            }
        }

        throw new InvalidOperationException("no " + dish);
    }

    private static void Wait(Order order) => order.IsPatient = true;
}

// look-alike: these orders are made without it
public sealed class HastyGuest(HttpClient http)
{
    private readonly Kitchen _kitchen = new(http);

    public async Task<string> DineAsync(string dish)
    {
        for (var attempt = 0; attempt < 9; attempt++)
        {
            try
            {
                var order = new Order(dish);
                return await _kitchen.BakeAsync(order) + await _kitchen.FryAsync(order);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200);
            }
        }

        throw new InvalidOperationException("no " + dish);
    }
}

internal sealed class Cellar(HttpClient http)
{
    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
        .Build();

    public async Task<string> PourAsync(Order order)
    {
        if (order.IsPatient)
        {
            return await _pipeline.ExecuteAsync(async _ => await http.GetStringAsync(order.Path));
        }

        return await http.GetStringAsync(order.Path);
    }
}

// look-alike: others set the flag, on orders of their own
public sealed class ThirstyGuest(HttpClient http)
{
    private readonly Cellar _cellar = new(http);

    public async Task<string> DrinkAsync(string wine)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                return await _cellar.PourAsync(new Order(wine));
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200);
            }
        }

        throw new InvalidOperationException("no " + wine);
    }
}
