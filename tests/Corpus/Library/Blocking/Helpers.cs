namespace Corpus.Library.Blocking;

// case: run asynchronous code and wait for it, the well-known helper
public static class AsyncHelper
{
    private static readonly TaskFactory Factory = new(CancellationToken.None, TaskCreationOptions.None, TaskContinuationOptions.None, TaskScheduler.Default);

    public static TResult RunSync<TResult>(Func<Task<TResult>> work) =>
        Factory.StartNew(work).Unwrap().GetAwaiter().GetResult(); // expect: IC3001
}

public interface IDocuments
{
    string Get(string name);
}

// look-alike: a base class that leaves the work to those below
public abstract class DocumentsBase : IDocuments
{
    public string Get(string name) => Fetch(name.Trim());

    protected abstract string Fetch(string name);
}

// case: streams over the wire, read by a library for whoever asks
public sealed class Wire(System.Net.Sockets.NetworkStream stream)
{
    public byte[] Frame()
    {
        var buffer = new byte[16];
        stream.ReadExactly(buffer); // expect: IC3001
        return buffer;
    }

    public async Task<byte[]> NextAsync()
    {
        await Task.Yield();
        return Frame();
    }
}
