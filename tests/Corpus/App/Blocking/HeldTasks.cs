namespace Corpus.Blocking.HeldTasks;

public sealed record Job(int Id, Task<int> Work);

public sealed class Jobs
{
    // look-alike: what the items hold, after all of it
    public async Task<int> SumAsync(List<Job> jobs)
    {
        await Task.WhenAll(jobs.Select(j => j.Work));
        return jobs.Sum(j => j.Work.Result);
    }

    // look-alike: the same, one by one
    public async Task<int> LoopAsync(List<Job> jobs)
    {
        var sum = 0;
        await Task.WhenAll(jobs.Select(j => j.Work));
        foreach (var job in jobs)
        {
            sum += job.Work.Result;
        }

        return sum;
    }

    // look-alike: in tuples
    public async Task<int> TuplesAsync(List<(int Id, Task<int> Work)> jobs)
    {
        await Task.WhenAll(jobs.Select(j => j.Work));
        return jobs.Sum(j => j.Work.Result);
    }

    // case: nobody has awaited them
    public async Task<int> EarlyAsync(List<Job> jobs)
    {
        await Task.Yield();
        return jobs.Sum(j => j.Work.Result); // expect: IC3001
    }

    // case: others were awaited
    public async Task<int> OthersAsync(List<Job> jobs, List<Job> others)
    {
        var sum = 0;
        await Task.WhenAll(others.Select(j => j.Work));
        foreach (var job in jobs)
        {
            sum += job.Work.Result; // expect: IC3001
        }

        return sum;
    }

    // look-alike: what the continuation waits for
    public Task<int> ContinuedAsync(Task<int> work) => work.ContinueWith(_ => work.Result);

    // look-alike: all that the continuation waits for
    public Task<int> AllContinuedAsync(Task<int>[] work) => Task.WhenAll(work).ContinueWith(_ => work.Sum(w => w.Result));

    // case: a continuation of something else
    public Task<int> OtherContinuedAsync(Task<int> work, Task<int> other) => work.ContinueWith(_ => other.Result); // expect: IC3001

    // case: any of them is not all
    public Task<int> AnyContinuedAsync(Task<int>[] work) => Task.WhenAny(work).ContinueWith(_ => work.Sum(w => w.Result)); // expect: IC3001
}
