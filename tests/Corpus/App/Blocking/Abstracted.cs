using System.IO.Abstractions;

// The files of System.IO behind interfaces.
namespace Corpus.Blocking.Abstracted;

// case: read without await
public sealed class Almanac(IFileSystem files)
{
    public async Task<int> LinesAsync(string path)
    {
        await Task.Yield();
        return files.File.ReadAllText(path).Length; // expect: IC3001
    }
}

// case: the stream that a file gives is read
public sealed class Tide(IFileSystem files)
{
    public async Task<int> FirstAsync(string path)
    {
        await Task.Yield();
        using var reader = new StreamReader(files.File.OpenRead(path));
        return reader.ReadToEnd().Length; // expect: IC3001
    }
}

// look-alike: awaited, and what has no asynchronous form
public sealed class Ephemeris(IFileSystem files)
{
    public async Task<string> ReadAsync(string path) =>
        files.File.Exists(path) ? await files.File.ReadAllTextAsync(path) : files.Path.GetFileName(path);
}
