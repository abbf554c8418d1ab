using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.TakenInside;

public sealed record Reply(bool Ok, string? Error = null);

public sealed class Caches(HttpClient http, ILogger<Caches> logger)
{
    // look-alike: all that a request can fail with is recorded below, and becomes an answer
    public void Forget(string path)
    {
        _ = ForgetAsync(path);
    }

    private Task ForgetAsync(string path) => PostAsync("/forget/" + path);

    private async Task<Reply> PostAsync(string path)
    {
        try
        {
            using var answer = await http.PostAsync(path, null);
            return new Reply(answer.IsSuccessStatusCode);
        }
        catch (HttpRequestException e)
        {
            logger.LogWarning(e, "{Path} was not taken", path);
            return new Reply(false, e.Message);
        }
        catch (TaskCanceledException e)
        {
            logger.LogWarning(e, "{Path} took too long", path);
            return new Reply(false, "too late");
        }
    }

    // look-alike: in one handler
    public void Warm(string path)
    {
        _ = WarmAsync(path);
    }

    private async Task WarmAsync(string path)
    {
        try
        {
            (await http.PostAsync(path, null)).EnsureSuccessStatusCode();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            logger.LogWarning(e, "{Path} stays cold", path);
        }
    }

    // case: a request that takes too long ends in a cancellation, which nobody takes
    public void Drop(string path)
    {
        _ = DropAsync(path); // expect: IC2103
    }

    private async Task DropAsync(string path)
    {
        try
        {
            (await http.PostAsync(path, null)).EnsureSuccessStatusCode();
        }
        catch (HttpRequestException e)
        {
            logger.LogWarning(e, "{Path} is still there", path);
        }
    }

    // case: one of them is thrown on
    public void Clear(string path)
    {
        _ = ClearAsync(path); // expect: IC2103
    }

    private async Task ClearAsync(string path)
    {
        try
        {
            (await http.PostAsync(path, null)).EnsureSuccessStatusCode();
        }
        catch (HttpRequestException e)
        {
            logger.LogWarning(e, "{Path} is not clear", path);
        }
        catch (TaskCanceledException e)
        {
            throw new TimeoutException(path, e);
        }
    }

    // case: something else fails beside it
    public void Copy(string path)
    {
        _ = CopyAsync(path); // expect: IC2103
    }

    private async Task CopyAsync(string path)
    {
        await PostAsync(path);
        await File.WriteAllTextAsync("copied", path);
    }
}
