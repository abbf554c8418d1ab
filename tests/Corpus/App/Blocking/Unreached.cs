// look-alike: nothing comes to what stands behind the return, and the awaits in it wait for nothing
namespace Corpus.Blocking.BehindReturn
{
    public sealed class Ratings(HttpClient http)
    {
        public async Task PushAsync(string name)
        {
            return;
#pragma warning disable CS0162
            if (!await IsOpenAsync(name))
            {
                return;
            }

            foreach (var letter in name)
            {
                await IsOpenAsync(letter + name);
            }
#pragma warning restore CS0162
        }

        private async Task<bool> IsOpenAsync(string name) => (await http.GetAsync("/open/" + name)).IsSuccessStatusCode;
    }
}

// case: it stands behind a return that not every run comes to
namespace Corpus.Blocking.BehindTest
{
    public sealed class Ratings(HttpClient http)
    {
        public async Task<bool> PushAsync(string name)
        {
            if (name.Length == 0)
            {
                return false;
            }

            await Task.Yield();
            return IsOpenAsync(name).GetAwaiter().GetResult(); // expect: IC3001
        }

        private async Task<bool> IsOpenAsync(string name) => (await http.GetAsync("/open/" + name)).IsSuccessStatusCode;
    }
}

// look-alike: the winner is only kept where it is done
namespace Corpus.Blocking.KeptWinner
{
    public sealed class Mirrors
    {
        public async Task<string> FirstAsync(List<Task<string>> open, CancellationToken token)
        {
            Task<string>? winner = null;
            while (winner is null && open.Count > 0)
            {
                var race = Task.WhenAny(open);
                Task<string> next;
                if (open.Count > 2)
                {
                    await Task.WhenAny(race, Task.Delay(50, token));
                    if (!race.IsCompleted)
                    {
                        continue;
                    }

                    next = race.Result;
                }
                else
                {
                    next = await race;
                }

                open.Remove(next);
                if (next.IsCompletedSuccessfully)
                {
                    winner = next;
                    break;
                }
            }

            return winner is null ? "" : winner.Result;
        }
    }
}

// case: the one that is kept was only asked for its id
namespace Corpus.Blocking.KeptAny
{
    public sealed class Mirrors
    {
        public async Task<string> FirstAsync(List<Task<string>> open)
        {
            Task<string>? chosen = null;
            foreach (var next in open)
            {
                await Task.Yield();
                if (next.Id % 2 == 0)
                {
                    chosen = next;
                    break;
                }
            }

            return chosen is null ? "" : chosen.Result; // expect: IC3001
        }
    }
}

// look-alike: a response is read into memory before anybody gets it
namespace Corpus.Blocking.WholeResponse
{
    public sealed class Pictures(HttpClient http)
    {
        public async Task<byte[]> LoadAsync(string name)
        {
            using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/pictures/" + name));
            var content = await answer.Content.ReadAsStreamAsync();
            using var memory = new MemoryStream();
            content.CopyTo(memory);
            return memory.ToArray();
        }

        private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            var answer = await http.SendAsync(request, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            return answer;
        }
    }
}

// case: the client was told to stop behind the headers
namespace Corpus.Blocking.HeadersOnly
{
    public sealed class Pictures(HttpClient http)
    {
        public async Task<byte[]> LoadAsync(string name)
        {
            using var answer = await http.GetAsync("/pictures/" + name, HttpCompletionOption.ResponseHeadersRead);
            var content = await answer.Content.ReadAsStreamAsync();
            using var memory = new MemoryStream();
            content.CopyTo(memory); // expect: IC3001
            return memory.ToArray();
        }
    }
}
