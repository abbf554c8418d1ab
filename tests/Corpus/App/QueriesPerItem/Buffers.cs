using System.Net.Http.Json;

namespace Corpus.QueriesPerItem.Buffers;

public sealed record Quote(string Sku, decimal Price);

// look-alike: a full buffer is sent, and emptied
public sealed class Buffered(HttpClient http)
{
    public async Task SendAsync(IAsyncEnumerable<Quote> quotes)
    {
        var buffer = new List<Quote>();
        await foreach (var quote in quotes)
        {
            buffer.Add(quote);
            if (buffer.Count >= 50)
            {
                await http.PostAsJsonAsync("/quotes", buffer);
                buffer.Clear();
            }
        }
    }
}

// look-alike: a new buffer each time, and a helper that sends
public sealed class Renewed(HttpClient http)
{
    public async Task SendAsync(List<Quote> quotes)
    {
        List<Quote> buffer = [];
        foreach (var quote in quotes)
        {
            buffer.Add(quote);
            if (buffer.Count < 50)
            {
                continue;
            }

            await FlushAsync(buffer);
            buffer = [];
        }
    }

    private async Task FlushAsync(List<Quote> quotes) => await http.PostAsJsonAsync("/quotes", quotes);
}

// case: a list that only remembers what has been sent
public sealed class Remembering(HttpClient http)
{
    public async Task SendAsync(List<Quote> quotes)
    {
        var sent = new List<Quote>();
        foreach (var quote in quotes)
        {
            if (sent.Count > 1000)
            {
                break;
            }

            sent.Add(quote);
            await http.PostAsJsonAsync("/quote", quote); // expect: IC3102
        }
    }
}

// look-alike: pages by number, up to a known one
public sealed class Numbered(HttpClient http)
{
    public async Task<List<string>> ReadAsync(int pages)
    {
        var read = new List<string>();
        for (var page = 1; page <= pages; page++)
        {
            read.Add(await http.GetStringAsync($"/orders?page={page}&size=50"));
        }

        return read;
    }
}

// look-alike: by the number of the first one on them
public sealed class Offset(HttpClient http)
{
    public async Task ReadAsync(int pages)
    {
        for (var page = 0; page < pages; page++)
        {
            await http.GetStringAsync("/orders?limit=50&offset=" + (page * 50));
        }
    }
}

// case: a number that is a key
public sealed class Keyed(HttpClient http)
{
    public async Task ReadAsync(int count)
    {
        for (var id = 1; id <= count; id++)
        {
            await http.GetStringAsync("/orders?id=" + id); // expect: IC3102
        }
    }
}
