// case: the body of a request is read synchronously
namespace Corpus.Blocking.RequestBody
{
    public sealed class Hook
    {
        public async Task InvokeAsync(Microsoft.AspNetCore.Http.HttpContext context)
        {
            using var reader = new StreamReader(context.Request.Body);
            var text = reader.ReadToEnd(); // expect: IC3001
            await Task.Delay(text.Length);
        }
    }
}

// case: a file stream is copied synchronously
namespace Corpus.Blocking.CopyToFile
{
    public sealed class Saver
    {
        public async Task SaveAsync(Stream content, string path)
        {
            await using var file = File.Create(path);
            content.CopyTo(file); // expect: IC3001
        }
    }
}

// case: JSON from a network stream
namespace Corpus.Blocking.JsonFromNetwork
{
    public sealed class Client(HttpClient http)
    {
        public async Task<int[]?> GetAsync()
        {
            await using var stream = await http.GetStreamAsync("/numbers");
            return System.Text.Json.JsonSerializer.Deserialize<int[]>(stream); // expect: IC3001
        }
    }
}

// case: an XML document is loaded by its path
namespace Corpus.Blocking.XmlByPath
{
    public sealed class Maps
    {
        public async Task<string?> RootAsync(string path)
        {
            await Task.Yield();
            return Parse(path).Root?.Name.LocalName;
        }

        private static System.Xml.Linq.XDocument Parse(string path) => System.Xml.Linq.XDocument.Load(path); // expect: IC3001
    }
}

// case: a writer in a field, made in the constructor
namespace Corpus.Blocking.WriterField
{
    public sealed class Journal : IDisposable
    {
        private readonly TextWriter _writer;

        public Journal(string path) => _writer = new StreamWriter(path);

        public async Task AddAsync(string line)
        {
            await Task.Yield();
            _writer.WriteLine(line); // expect: IC3001
        }

        public void Dispose() => _writer.Dispose();
    }
}

// case: a helper reads the stream that an async method opened
namespace Corpus.Blocking.StreamHandedOn
{
    public sealed class Parser
    {
        public async Task<int> ParseAsync(string path)
        {
            await using var file = new FileStream(path, FileMode.Open);
            return First(file);
        }

        private static int First(Stream stream)
        {
            var buffer = new byte[4];
            return stream.Read(buffer, 0, 4); // expect: IC3001
        }
    }
}

// case: compressed on its way to the disk
namespace Corpus.Blocking.Compressed
{
    public sealed class Archive
    {
        public async Task WriteAsync(byte[] data, string path)
        {
            await using var file = File.OpenWrite(path);
            await using var zip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest);
            zip.Write(data, 0, data.Length); // expect: IC3001
        }
    }
}

// case: a body that is made of a file is copied synchronously, and so is a response that is read as it comes
namespace Corpus.Blocking.CopiedBodies
{
    public sealed class Parcels(HttpClient http)
    {
        public async Task<int> WeighAsync(string path)
        {
            await using var file = File.OpenRead(path);
            using var body = new StreamContent(file);
            using var whole = new MemoryStream();
            body.CopyTo(whole, null, CancellationToken.None); // expect: IC3001
            return (int)whole.Length;
        }

        public async Task<int> FetchAsync(HttpRequestMessage request)
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            using var whole = new MemoryStream();
            response.Content.CopyTo(whole, null, CancellationToken.None); // expect: IC3001
            return (int)whole.Length;
        }

        public async Task<int> PackAsync(string path)
        {
            await using var file = File.OpenRead(path);
            using var form = new MultipartFormDataContent();
            form.Add(new StringContent("parcel"), "kind");
            form.Add(new StreamContent(file), "picture", "p.png");
            using var whole = new MemoryStream();
            form.CopyTo(whole, null, CancellationToken.None); // expect: IC3001
            return (int)whole.Length;
        }
    }
}

// look-alike: bodies that are made of what is in memory
namespace Corpus.Blocking.BodiesInMemory
{
    public sealed class Letters(HttpClient http)
    {
        public async Task<byte[]> SealAsync(byte[] picture)
        {
            await Task.Yield();
            using var form = new MultipartFormDataContent();
            form.Add(new StringContent("letter"), "kind");
            form.Add(new ByteArrayContent(picture), "picture", "p.png");
            form.Add(new StreamContent(new MemoryStream(picture)), "copy", "c.png");
            using var whole = new MemoryStream();
            form.CopyTo(whole, null, CancellationToken.None);
            return whole.ToArray();
        }

        public async Task<int> FetchAsync()
        {
            using var response = await http.GetAsync("/letter");
            using var whole = new MemoryStream();
            response.Content.CopyTo(whole, null, CancellationToken.None);
            return (int)whole.Length;
        }
    }
}

// case: a writer of ours hands its stream to the platform's, and the stream is that of a file; a durable flush waits for the disk
namespace Corpus.Blocking.OwnWriters
{
    public class LineWriter(Stream stream, bool leaveOpen) : StreamWriter(stream, new System.Text.UTF8Encoding(false), 1024, leaveOpen);

    public sealed class ShortLineWriter(Stream stream) : LineWriter(stream, false);

    public sealed class Diary(string path)
    {
        private readonly ShortLineWriter _writer = new(new FileStream(path, FileMode.Append));

        public async Task AddAsync(string line)
        {
            await Task.Yield();
            _writer.WriteLine(line); // expect: IC3001
        }

        public async Task KeepAsync(string line)
        {
            await using var file = new FileStream(line, FileMode.Append);
            await file.WriteAsync(new byte[] { 1 });
            file.Flush(true); // expect: IC3001
        }
    }

    // look-alike: the same writer over memory
    public sealed class Draft
    {
        private readonly MemoryStream _text = new();
        private readonly LineWriter _writer;

        public Draft() => _writer = new LineWriter(_text, true);

        public async Task<byte[]> AddAsync(string line)
        {
            await Task.Yield();
            _writer.WriteLine(line);
            _writer.Flush();
            return _text.ToArray();
        }
    }
}

// look-alike: memory waits for nobody
namespace Corpus.Blocking.MemoryStreams
{
    public sealed class Codec
    {
        public async Task<byte[]> EncodeAsync(byte[] data)
        {
            using var buffer = new MemoryStream();
            buffer.Write(data, 0, data.Length);
            buffer.Flush();
            using (var zip = new System.IO.Compression.GZipStream(buffer, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            {
                zip.Write(data, 0, data.Length);
            }

            buffer.Position = 0;
            using var copy = new MemoryStream();
            buffer.CopyTo(copy);
            using var reader = new StreamReader(copy);
            var text = reader.ReadToEnd();
            await Task.Delay(text.Length);
            return copy.ToArray();
        }
    }
}

// look-alike: text in memory
namespace Corpus.Blocking.TextInMemory
{
    public sealed class Render
    {
        public async Task<string> RenderAsync(string text)
        {
            var writer = new StringWriter();
            using var reader = new StringReader(text);
            while (reader.ReadLine() is { } line)
            {
                writer.WriteLine(line);
                await Task.Yield();
            }

            Console.Out.WriteLine(text);
            Console.WriteLine(text);
            return writer.ToString() + System.Xml.Linq.XDocument.Parse(text) + System.Text.Json.JsonSerializer.Serialize(text);
        }
    }
}

// look-alike: a helper that everybody hands memory to
namespace Corpus.Blocking.MemoryHandedOn
{
    public sealed class Packets
    {
        public async Task<int> LengthAsync(byte[] packet)
        {
            await Task.Yield();
            return Header(new MemoryStream(packet)) + Header(new MemoryStream(packet, 4, 4));
        }

        private static int Header(Stream stream)
        {
            var buffer = new byte[4];
            stream.ReadExactly(buffer);
            return buffer[0];
        }
    }
}

// look-alike: the whole body first, then memory
namespace Corpus.Blocking.BufferedBody
{
    public sealed class Middleware
    {
        public async Task InvokeAsync(Microsoft.AspNetCore.Http.HttpContext context)
        {
            using var buffer = new MemoryStream();
            await context.Request.Body.CopyToAsync(buffer);
            buffer.Seek(0, SeekOrigin.Begin);
            var order = System.Text.Json.JsonSerializer.Deserialize<string>(buffer);
            await Task.Delay(order?.Length ?? 0);
        }
    }
}

// look-alike: the body of a response is in memory, since it was put there just before
namespace Corpus.Blocking.PutThere
{
    using Microsoft.AspNetCore.Http;

    public sealed class Replay(RequestDelegate next)
    {
        public async Task<string> RunAsync(HttpContext context)
        {
            context.Response.Body = new MemoryStream();
            await next(context);
            context.Response.Body.Position = 0;
            return new StreamReader(context.Response.Body).ReadToEnd();
        }
    }
}

// case: it is put there on one way only, of another object, or before something else is
namespace Corpus.Blocking.PutElsewhere
{
    using Microsoft.AspNetCore.Http;

    public sealed class Replay(RequestDelegate next)
    {
        public async Task<string> PerhapsAsync(HttpContext context, bool replays)
        {
            if (replays)
            {
                context.Request.Body = new MemoryStream();
            }

            await next(context);
            return new StreamReader(context.Request.Body).ReadToEnd(); // expect: IC3001
        }

        public async Task<string> OtherAsync(HttpContext context, HttpContext other)
        {
            other.Request.Body = new MemoryStream();
            await next(context);
            return new StreamReader(context.Request.Body).ReadToEnd(); // expect: IC3001
        }

        public async Task<string> BackAsync(HttpContext context)
        {
            var before = context.Request.Body;
            context.Request.Body = new MemoryStream();
            await next(context);
            context.Request.Body = before;
            return new StreamReader(context.Request.Body).ReadToEnd(); // expect: IC3001
        }
    }
}

// case: a file of a form has arrived with it, and may lie on the disk
namespace Corpus.Blocking.FormFiles
{
    using Microsoft.AspNetCore.Http;

    public sealed class Portraits
    {
        public async Task<byte[]> ReadAsync(IFormFile file)
        {
            await Task.Yield();
            using var memory = new MemoryStream();
            file.CopyTo(memory); // expect: IC3001
            return memory.ToArray();
        }
    }
}
