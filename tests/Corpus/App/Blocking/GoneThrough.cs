using System.Runtime.CompilerServices;

// look-alike: asynchronous sequences that are made of one in memory
namespace Corpus.Blocking.GoneThroughInMemory
{
    public sealed class Words
    {
        public async Task<int> CountAsync(List<string> words)
        {
            await Task.Yield();
            return Pairs(words.Where(w => w.Length > 0)).Count() + words.ToAsyncEnumerable().ToBlockingEnumerable().Count();
        }

        private static IEnumerable<string> Pairs(IEnumerable<string> words) => Pairs(words.ToAsyncEnumerable()).ToBlockingEnumerable();

        private static async IAsyncEnumerable<string> Pairs(IAsyncEnumerable<string> words, [EnumeratorCancellation] CancellationToken stop = default)
        {
            string? before = null;
            await foreach (var word in words.WithCancellation(stop))
            {
                if (before is not null)
                {
                    yield return before + word;
                }

                before = word;
            }
        }
    }
}

// case: one that asks for something itself, and one that is given what does
namespace Corpus.Blocking.GoneThroughOutside
{
    public sealed class Pages(HttpClient http)
    {
        public async Task<int> CountAsync(List<string> at)
        {
            await Task.Yield();
            var titles = Titled(at.ToAsyncEnumerable()).ToBlockingEnumerable().Count(); // expect: IC3001
            return titles + Longest(Titled(at.ToAsyncEnumerable())).ToBlockingEnumerable().Count(); // expect: IC3001
        }

        private async IAsyncEnumerable<string> Titled(IAsyncEnumerable<string> at)
        {
            await foreach (var page in at)
            {
                yield return await http.GetStringAsync(page); // expect: IC3102
            }
        }

        private static async IAsyncEnumerable<string> Longest(IAsyncEnumerable<string> pages)
        {
            var longest = "";
            await foreach (var page in pages)
            {
                longest = page.Length > longest.Length ? page : longest;
                yield return longest;
            }
        }
    }
}
