using System.Net.Sockets;

// Loops whose handlers call a helper that never comes back.
namespace Corpus.Retries.GivenUp;

// look-alike: what cannot be read ends it
public sealed class Ticker(HttpClient http)
{
    public async Task<int> NextAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await ReadAsync(stopping);
            }
            catch (Exception e)
            {
                await CloseAndThrowAsync($"unreadable: {e.Message}", stopping);
            }
        }
    }

    private async Task<int> ReadAsync(CancellationToken stopping) => int.Parse(await http.GetStringAsync("/ticks", stopping));

    private async Task CloseAndThrowAsync(string why, CancellationToken stopping)
    {
        using var answer = await http.DeleteAsync("/ticks", stopping);
        throw new SocketException(answer.IsSuccessStatusCode ? 0 : why.Length);
    }
}

// case: the helper comes back, and the loop goes round
public sealed class Meter(HttpClient http)
{
    public async Task<int> NextAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await ReadAsync(stopping);
            }
            catch (Exception e) // expect: IC1307
            {
                await CloseAsync($"unreadable: {e.Message}", stopping);
            }
        }
    }

    private async Task<int> ReadAsync(CancellationToken stopping) => int.Parse(await http.GetStringAsync("/meter", stopping));

    private async Task CloseAsync(string why, CancellationToken stopping)
    {
        using var answer = await http.DeleteAsync("/meter?why=" + why, stopping);
        if (!answer.IsSuccessStatusCode)
        {
            throw new SocketException(why.Length);
        }
    }
}
