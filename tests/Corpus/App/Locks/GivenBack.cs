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

// look-alike: the wait is the first thing in the try, and what a handler does it does before the finally
public sealed class Settings(HttpClient http)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private string _text = "";

    public async Task LoadAsync()
    {
        try
        {
            await _one.WaitAsync();
            _text = await http.GetStringAsync("/settings");
        }
        catch (FileNotFoundException)
        {
            _text = "";
        }
        finally
        {
            if (_one.CurrentCount == 0)
            {
                _one.Release();
            }
        }
    }

    public async Task<int> SaveAsync(string text)
    {
        await _one.WaitAsync();
        try
        {
            using var answer = await http.PostAsync("/settings", new StringContent(text)); // expect: IC2103
            _text = text;
            return _text.Length;
        }
        finally
        {
            _one.Release();
        }
    }
}

// case: one more handler is outside of the try that gives it back
public sealed class Options(HttpClient http)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private string _text = "";

    public async Task LoadAsync()
    {
        try
        {
            await _one.WaitAsync();
            try
            {
                _text = await http.GetStringAsync("/options");
            }
            finally
            {
                _one.Release();
            }
        }
        catch (FileNotFoundException)
        {
            _text = ""; // expect: IC1001
        }
    }

    public async Task<int> SaveAsync(string text)
    {
        await _one.WaitAsync();
        try
        {
            using var answer = await http.PostAsync("/options", new StringContent(text)); // expect: IC2103
            _text = text;
            return _text.Length;
        }
        finally
        {
            _one.Release();
        }
    }
}

// look-alike: an async method that is only begun throws nothing there; what it throws comes where its task is awaited
public sealed class FeedRefresher(HttpClient http)
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public Task? Running { get; private set; }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (!await _one.WaitAsync(0, cancellationToken))
        {
            return;
        }

        Running = LoadAsync(cancellationToken);
        try
        {
            await Running;
        }
        finally
        {
            Running = null;
            _one.Release();
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken) => Console.WriteLine(await http.GetStringAsync("/feed", cancellationToken));
}

// case: one that is not async can throw before it has a task
public sealed class HastyRefresher(HttpClient http)
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task RefreshAsync(string page)
    {
        await _one.WaitAsync(); // expect: IC1007
        var running = LoadAsync(page);
        try
        {
            await running;
        }
        finally
        {
            _one.Release();
        }
    }

    private Task LoadAsync(string page) => http.GetStringAsync("/feed/" + int.Parse(page));
}
