using Microsoft.Extensions.Logging;

namespace Corpus.Retries.Asked
{
    // case: a loop that asks a helper, whose no means that the request has failed
    public sealed class Museum(HttpClient http, ILogger<Museum> log)
    {
        public async Task<bool> LendAsync(string piece, CancellationToken cancellation)
        {
            for (var round = 0; round < 4; round++)
            {
                if (await TryLendAsync(piece, cancellation)) // expect: IC1302
                {
                    return true;
                }

                await Task.Delay(TimeSpan.FromSeconds(round), cancellation);
            }

            return false;
        }

        private async Task<bool> TryLendAsync(string piece, CancellationToken cancellation)
        {
            try
            {
                using var answer = await http.PostAsync("/loans", new StringContent(piece), cancellation);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException e)
            {
                log.LogWarning(e, "no loan");
                return false;
            }
        }
    }

    // case: the helper answers with nothing
    public sealed class Customs(HttpClient http, ILogger<Customs> log)
    {
        public async Task<string> DeclareAsync(string goods)
        {
            string? number = null;
            var tries = 0;
            while (number is null && tries++ < 5)
            {
                number = await NumberAsync(goods); // expect: IC1302
            }

            return number ?? throw new InvalidOperationException("customs do not answer");
        }

        private async Task<string?> NumberAsync(string goods)
        {
            try
            {
                using var answer = await http.PostAsync("/declarations", new StringContent(goods));
                return await answer.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException e)
            {
                log.LogWarning(e, "no number");
                return null;
            }
        }
    }

    // case: the helper says how the response's status was, and the loop goes on until that is good
    public sealed class Choir(HttpClient http)
    {
        public async Task EnrolAsync(string singer)
        {
            var enrolled = false;
            var left = 3;
            while (!enrolled && left-- > 0)
            {
                enrolled = await PostAsync(singer); // expect: IC1302
            }

            if (!enrolled)
            {
                throw new InvalidOperationException("the choir is full, or away");
            }
        }

        private async Task<bool> PostAsync(string singer)
        {
            using var answer = await http.PostAsync("/singers", new StringContent(singer));
            return answer.IsSuccessStatusCode;
        }
    }

    // case: the helper stands behind an interface, and what goes on is written first
    public interface IPost
    {
        Task<bool> TryPostAsync(string letter);
    }

    public sealed class Post(HttpClient http, ILogger<Post> log) : IPost
    {
        public async Task<bool> TryPostAsync(string letter)
        {
            try
            {
                using var answer = await http.PostAsync("/letters", new StringContent(letter));
                answer.EnsureSuccessStatusCode();
                return true;
            }
            catch (HttpRequestException e)
            {
                log.LogWarning(e, "not posted");
                return false;
            }
        }
    }

    public sealed class Scribe(IPost post)
    {
        public async Task SendAsync(string letter)
        {
            for (var i = 0; i < 3; i++)
            {
                if (!await post.TryPostAsync(letter)) // expect: IC1302
                {
                    continue;
                }

                return;
            }

            throw new InvalidOperationException("nobody takes the letter");
        }
    }

    // look-alike: it waits until something is there; nothing that is asked has failed
    public sealed class Kiln(HttpClient http)
    {
        public async Task WaitAsync(CancellationToken cancellation)
        {
            while (!await IsColdAsync(cancellation))
            {
                await Task.Delay(5000, cancellation);
            }
        }

        private async Task<bool> IsColdAsync(CancellationToken cancellation)
        {
            using var reading = await http.PostAsync("/readings", null, cancellation);
            return await reading.Content.ReadAsStringAsync(cancellation) == "cold";
        }
    }

    // look-alike: a piece of work each turn, as long as the helper finds one
    public sealed class Press(HttpClient http, Queue<string> sheets)
    {
        public async Task PrintAllAsync()
        {
            while (await PrintNextAsync())
            {
                await Task.Yield();
            }
        }

        private async Task<bool> PrintNextAsync()
        {
            if (!sheets.TryDequeue(out var sheet))
            {
                return false;
            }

            using var printed = await http.PostAsync("/sheets", new StringContent(sheet));
            return printed.IsSuccessStatusCode;
        }
    }

    // look-alike: the helper's no ends the loop
    public sealed class Relay(HttpClient http, ILogger<Relay> log)
    {
        public async Task<int> PassAsync(string baton)
        {
            var passed = 0;
            while (passed < 8)
            {
                if (!await HandOverAsync(baton))
                {
                    break;
                }

                passed++;
            }

            return passed;
        }

        private async Task<bool> HandOverAsync(string baton)
        {
            try
            {
                using var answer = await http.PostAsync("/batons", new StringContent(baton));
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException e)
            {
                log.LogWarning(e, "dropped");
                return false;
            }
        }
    }

    // look-alike: what the helper asks for may be asked for again
    public sealed class Tides(HttpClient http, ILogger<Tides> log)
    {
        public async Task<string> ReadAsync()
        {
            for (var i = 0; i < 3; i++)
            {
                if (await TryReadAsync() is { } tide)
                {
                    return tide;
                }
            }

            return "unknown";
        }

        private async Task<string?> TryReadAsync()
        {
            try
            {
                return await http.GetStringAsync("/tides");
            }
            catch (HttpRequestException e)
            {
                log.LogWarning(e, "no tide");
                return null;
            }
        }
    }
}
