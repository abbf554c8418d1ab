using System.Xml;

// case: the reader was made to be read asynchronously, and is read in the old way
namespace Corpus.Blocking.XmlRead
{
    public sealed class Catalogue
    {
        private static readonly XmlReaderSettings Settings = new() { Async = true, DtdProcessing = DtdProcessing.Ignore };

        public async Task<int> CountAsync(string path)
        {
            await using var file = File.OpenRead(path);
            return Count(file);
        }

        private static int Count(Stream file)
        {
            var count = 0;
            using var reader = XmlReader.Create(file, Settings);
            while (reader.Read()) // expect: IC3001
            {
                count += reader.NodeType == XmlNodeType.Element ? 1 : 0;
            }

            return count;
        }
    }
}

// look-alike: it cannot be read in another way, is read in that, or from memory
namespace Corpus.Blocking.XmlReadAsItIs
{
    public sealed class Catalogue
    {
        public async Task<int> CountAsync(string path, string text)
        {
            await using var file = File.OpenRead(path);
            using var plain = XmlReader.Create(file);
            var count = plain.Read() ? 1 : 0;
            await using var second = File.OpenRead(path);
            using var asked = XmlReader.Create(second, new XmlReaderSettings { Async = true });
            while (await asked.ReadAsync())
            {
                count++;
            }

            using var shown = XmlReader.Create(new StringReader(text), new XmlReaderSettings { Async = true });
            return shown.Read() ? count + 1 : count;
        }
    }
}

// case: a reader that is given an address fetches it, and waits for the answer
namespace Corpus.Blocking.XmlFetched
{
    public sealed record Feed(string FeedUrl, string Folder);

    public sealed class Feeds
    {
        public async Task<int> CountAsync(Feed feed, CancellationToken stop)
        {
            await Task.Delay(10, stop);
            return Count(feed.FeedUrl);
        }

        private static int Count(string address)
        {
            using var reader = XmlReader.Create(address); // expect: IC3001
            return reader.MoveToContent() == XmlNodeType.Element ? 1 : 0;
        }
    }

    // look-alike: a file is opened, which has no other way, or the answer is there by then
    public sealed class Cabinets(HttpClient http)
    {
        public async Task<int> CountAsync(Feed feed, CancellationToken stop)
        {
            await Task.Delay(10, stop);
            using var filed = XmlReader.Create(Path.Combine(feed.Folder, "feed.xml"));
            using var fixedName = XmlReader.Create("feeds/all.xml");
            await using var answer = await http.GetStreamAsync(feed.FeedUrl, stop);
            using var fetched = XmlReader.Create(answer);
            return filed.Depth + fixedName.Depth + fetched.Depth;
        }
    }
}
