using System.Net;

namespace Corpus.Retries.SearchedNames;

// look-alike: each turn tries another name, until one is free
public sealed class Shelves
{
    public string Clear()
    {
        var number = 0;
        while (true)
        {
            var folder = $"/var/shelf{number}";
            try
            {
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }

                return folder;
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
                number++;
            }
        }
    }
}

public sealed class Leaf
{
    public Leaf? Older { get; set; }

    public string Words { get; set; } = "";
}

// look-alike: each turn asks the one before, and the first that answers counts
public sealed class Almanac(HttpClient http)
{
    public async Task<string?> AskAsync(Leaf newest)
    {
        var leaf = newest;
        while (leaf is not null)
        {
            try
            {
                return await http.GetStringAsync("/leaf/" + leaf.Words);
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
            }

            leaf = leaf.Older;
        }

        return null;
    }
}

// case: the number of the attempt is only told to the log, and the pause grows with it
public sealed class Barometer(HttpClient http)
{
    public async Task<string> ReadAsync()
    {
        var attempt = 0;
        while (true)
        {
            try
            {
                Console.WriteLine($"attempt {attempt}");
                return await http.GetStringAsync("/pressure");
            }
            catch (Exception e) // expect: IC1307
            {
                Console.WriteLine(e);
                attempt++;
            }

            await Task.Delay(attempt * 100);
        }
    }
}

// look-alike: what the answer was is kept before it is made a failure, and the clause asks for that
public sealed class Vane(HttpClient http)
{
    public async Task<string> ReadAsync()
    {
        var attempt = 0;
        while (true)
        {
            var status = HttpStatusCode.OK;
            try
            {
                var answer = await http.GetAsync("/wind");
                status = answer.StatusCode;
                answer.EnsureSuccessStatusCode();
                return await answer.Content.ReadAsStringAsync();
            }
            catch (Exception e) when (attempt < 2 && status != HttpStatusCode.NotFound)
            {
                Console.WriteLine(e);
                attempt++;
            }
        }
    }
}

// case: the clause asks for something that the try has nothing to do with
public sealed class Gauge(HttpClient http)
{
    public async Task<string> ReadAsync(bool patient)
    {
        while (true)
        {
            try
            {
                return await http.GetStringAsync("/rain");
            }
            catch (Exception e) when (patient) // expect: IC1307
            {
                Console.WriteLine(e);
            }
        }
    }
}
