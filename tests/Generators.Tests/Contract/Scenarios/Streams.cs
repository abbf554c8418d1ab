using System.Runtime.CompilerServices;

[Expects("nothing has run, 0, then 1 2")]
public static class A_stream_is_lazy
{
    public static async Task<string> Run()
    {
        var source = new Source();
        var stream = source.Numbers(2);
        var log = source.Log.Count == 0 ? "nothing has run" : "has run";
        var taken = new List<int>();
        await foreach (var n in stream) { if (taken.Count == 0) { log += $", {source.Log.Count - 1}"; } taken.Add(n); }
        return log + ", then " + string.Join(" ", taken);
    }
}

[Expects("1, then Canceled, same token")]
public static class WithCancellation_reaches_the_core
{
    public static async Task<string> Run()
    {
        using var stop = new CancellationTokenSource();
        var source = new Source();
        var log = "";
        try
        {
            await foreach (var n in source.Numbers(9).WithCancellation(stop.Token)) { log += n; stop.Cancel(); }
        }
        catch (OperationCanceledException e) { log += ", then Canceled, " + (e.CancellationToken == stop.Token ? "same token" : "other token"); }
        return log;
    }
}

[Expects("1 left")]
public static class A_stream_that_is_left_early_is_disposed
{
    public static async Task<string> Run()
    {
        var source = new Source();
        var log = "";
        await foreach (var n in source.Numbers(9)) { log += n; break; }
        return log + " " + source.Log[^1];
    }
}

[Expects("0 1 left")]
public static class An_iterator_is_lazy
{
    public static Task<string> Run()
    {
        var source = new Source();
        var numbers = source.Some(3);
        var log = source.Log.Count + " ";
        foreach (var n in numbers) { log += n; break; }
        return Task.FromResult(log + " " + source.Log[^1]);
    }
}

[Expects("done", Enforced = "requires n > 0")]
public static class What_a_stream_requires_is_asked_when_it_is_called
{
    public static Task<string> Run() => Task.FromResult(Kit.Sync(() => new Source().Numbers(0)) is var stream && Kit.Sync(() => new Source().Some(0)) == stream ? stream : "they differ");
}

public sealed partial class Source
{
    public List<string> Log { get; } = [];

    [Requires("n > 0")]
    public partial IAsyncEnumerable<int> Numbers(int n, CancellationToken cancellationToken = default);
    private async IAsyncEnumerable<int> NumbersCore(int n, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Log.Add("entered");
        try
        {
            for (var i = 1; i <= n; i++) { await Task.Yield(); cancellationToken.ThrowIfCancellationRequested(); yield return i; }
        }
        finally { Log.Add("left"); }
    }

    [Requires("n > 0")]
    public partial IEnumerable<int> Some(int n);
    private IEnumerable<int> SomeCore(int n)
    {
        Log.Add("entered");
        try { for (var i = 1; i <= n; i++) { yield return i; } }
        finally { Log.Add("left"); }
    }
}
