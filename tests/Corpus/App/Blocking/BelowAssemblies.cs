// case: a helper of the assembly below waits; it is found there
namespace Corpus.Blocking.HelperBelow
{
    public sealed class Caller(HttpClient http)
    {
        public async Task<string> GetAsync()
        {
            await Task.Yield();
            return Corpus.Library.Blocking.AsyncHelper.RunSync(() => http.GetStringAsync("/a"));
        }

        public async Task<string> LoadAsync(Corpus.Library.Blocking.IDocuments documents)
        {
            await Task.Delay(1);
            return documents.Get("a");
        }
    }

    internal sealed class LocalDocuments : Corpus.Library.Blocking.DocumentsBase
    {
        protected override string Fetch(string name) => File.ReadAllText(name); // expect: IC3001
    }
}
