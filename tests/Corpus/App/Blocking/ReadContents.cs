using System.Net;

// look-alike: a client has read the response whole before it hands it out, and a request that carries nothing or a text has it in memory
namespace Corpus.Blocking.ReadContents
{
    public sealed class Telegraph(List<string> log)
    {
        private static readonly HttpClient Client = new(new HttpClientHandler());

        public async Task<HttpResponseMessage> CableAsync(string url, CancellationToken? cancellation)
        {
            HttpRequestMessage message = new(HttpMethod.Get, url);
            try
            {
                var answer = await Client.SendAsync(message, cancellation ?? CancellationToken.None);
                if (answer.IsSuccessStatusCode)
                {
                    return answer;
                }

                log.Add($"{message.Method} {message.Content?.ReadAsStringAsync().Result} {answer.Version} {answer.Content.ReadAsStringAsync().Result}");
                return new(HttpStatusCode.InternalServerError);
            }
            catch (HttpRequestException e)
            {
                log.Add(e.Message);
                return new(HttpStatusCode.BadGateway);
            }
        }

        public async Task<int> OrderAsync(Uri at, string text)
        {
            HttpRequestMessage order = new(HttpMethod.Post, at) { Content = new StringContent(text) };
            var answer = await Client.SendAsync(order);
            log.Add($"{order.Content?.ReadAsStringAsync().Result}");
            return answer.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult().Length;
        }
    }
}

// case: behind the headers only, and a request that carries a file
namespace Corpus.Blocking.UnreadContents
{
    public sealed class Telegraph(HttpClient http)
    {
        public async Task<string> CableAsync(HttpRequestMessage message)
        {
            var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
            return answer.Content.ReadAsStringAsync().Result; // expect: IC3001
        }

        public async Task<string> SendAsync(Uri at, string path)
        {
            var message = new HttpRequestMessage(HttpMethod.Post, at) { Content = new StreamContent(File.OpenRead(path)) };
            await http.SendAsync(message);
            return message.Content.ReadAsStringAsync().Result; // expect: IC3001
        }
    }
}

// case: what a helper hands out behind the headers, beside one that has read all
namespace Corpus.Blocking.HandedContents
{
    public interface IMessenger
    {
        Task<HttpResponseMessage> AskAsync(string url);
    }

    public sealed class PlainMessenger(HttpClient http) : IMessenger
    {
        public async Task<HttpResponseMessage> AskAsync(string url)
        {
            var answer = await http.GetAsync(url);
            if (answer.IsSuccessStatusCode)
            {
                return answer;
            }

            return new HttpResponseMessage(HttpStatusCode.NotFound);
        }
    }

    public sealed class DrawnMessenger : IMessenger
    {
        public async Task<HttpResponseMessage> AskAsync(string url)
        {
            await Task.Yield();
            return new(HttpStatusCode.OK) { Content = new StringContent(url) };
        }
    }

    public sealed class HastyMessenger(HttpClient http)
    {
        public async Task<HttpResponseMessage> AskAsync(string url) => await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
    }

    public sealed class Clerk(IMessenger messenger, HastyMessenger hasty)
    {
        public Task<string> NoteAsync(string url)
        {
            var answer = messenger.AskAsync(url).GetAwaiter().GetResult(); // expect: IC3001
            return Task.FromResult(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
        }

        public async Task<string> RushAsync(string url)
        {
            var answer = await hasty.AskAsync(url);
            return answer.Content.ReadAsStringAsync().Result; // expect: IC3001
        }
    }
}

// case: a filter waits for each, and what has passed it was waited for there; what the filter did not look at was not
namespace Corpus.Blocking.WaitedForByFilters
{
    public sealed class Coops(HttpClient http)
    {
        public async Task<List<string>> EggsAsync(List<string> coops)
        {
            await Task.Yield();
            var asked = coops.Select(FindAsync).ToList(); // expect: IC3102
            return asked.Where(t => t.Result is not null) // expect: IC3001
                .Select(t => t.Result!)
                .ToList();
        }

        public async Task<List<string>> FeathersAsync(List<string> coops)
        {
            await Task.Yield();
            var asked = coops.Select(FindAsync).ToList(); // expect: IC3102
            return asked.Where(t => t.Id > 0).Select(t => t.Result!).ToList(); // expect: IC3001
        }

        private async Task<string?> FindAsync(string coop) => await http.GetStringAsync("/coops/" + coop);
    }
}

// look-alike: only texts and bytes pass the test
namespace Corpus.Blocking.TestedContents
{
    public sealed class Envelopes
    {
        public async Task<Dictionary<string, string>> OpenAsync(MultipartFormDataContent envelope)
        {
            await Task.Yield();
            var texts = new Dictionary<string, string>();
            foreach (var part in envelope)
            {
                if (part is not StringContent)
                {
                    continue;
                }

                var name = part.Headers.ContentDisposition?.Name;
                if (name is not null)
                {
                    texts[name] = part.ReadAsStringAsync().GetAwaiter().GetResult();
                }
            }

            return texts;
        }
    }
}

// case: all but the texts pass it
namespace Corpus.Blocking.TestedForOthers
{
    public sealed class Envelopes
    {
        public async Task<int> WeighAsync(MultipartFormDataContent envelope)
        {
            await Task.Yield();
            var weight = 0;
            foreach (var part in envelope)
            {
                if (part is StringContent)
                {
                    continue;
                }

                weight += part.ReadAsByteArrayAsync().GetAwaiter().GetResult().Length; // expect: IC3001
            }

            return weight;
        }
    }
}
