namespace Corpus.Locks.GivenBack;

// look-alike: what a when clause turns down goes on to the finally
public sealed class FeedReader(HttpClient http)
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await http.GetStringAsync("/feed", cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    public int Count(Func<int> count, CancellationToken cancellationToken)
    {
        _one.Wait(cancellationToken);
        try
        {
            return count();
        }
        catch (InvalidOperationException failure) when (failure.Message.Length > 0)
        {
            return 0;
        }
        finally
        {
            _one.Release();
        }
    }
}

// case: behind a handler that lets some failures past nothing gives it back
public sealed class FeedWriter(HttpClient http)
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<string> WriteAsync(string feed, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken); // expect: IC1007
        try
        {
            var answer = await http.GetStringAsync("/feed?" + feed, cancellationToken);
            _one.Release();
            return answer;
        }
        catch (HttpRequestException failure) when (failure.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            _one.Release();
            return "";
        }
    }
}

// look-alike: a helper that takes the lock behind a try with a when clause
public sealed class Ledger
{
    private readonly object _gate = new();
    private int _entries;

    public void Add()
    {
        Enter();
        try
        {
            _entries++;
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    public int Count()
    {
        lock (_gate)
        {
            return _entries;
        }
    }

    private void Enter()
    {
        try
        {
            Console.WriteLine(GetHashCode());
        }
        catch (IOException failure) when (failure.HResult == 0)
        {
            Console.Error.WriteLine(failure);
        }

        Monitor.Enter(_gate);
    }
}
