#pragma warning disable CS1998, CS4014 // async without await, and tasks that nobody awaits: what the cases are about

namespace Corpus.Swallowing.DoneTasks;

// look-alike: writes on the caller's thread, whatever its methods return
public sealed class Ledger
{
    public Task Append(string line)
    {
        File.AppendAllText("ledger.txt", line); // expect: IC3001
        return Task.CompletedTask;
    }

    public Task<int> Count(string line)
    {
        lock (this)
        {
            if (line.Length == 0)
            {
                return Task.FromResult(0);
            }

            File.AppendAllText("ledger.txt", line); // expect: IC1002, IC3001
        }

        return Task.FromResult(line.Length);
    }

    public ValueTask Close()
    {
        File.Delete("ledger.lock");
        return default;
    }

    public Task Twice(string line)
    {
        File.AppendAllText("ledger.txt", line); // expect: IC3001
        return Append(line);
    }

    public async Task Kept(string line)
    {
        File.AppendAllText("ledger.txt", line); // expect: IC3001
    }

    public Task Told(string line)
    {
        try
        {
            File.AppendAllText("ledger.txt", line); // expect: IC3001
            return Task.CompletedTask;
        }
        catch (IOException e)
        {
            return Task.FromException(e);
        }
    }
}

public sealed class Clerk(Ledger ledger)
{
    // look-alike: the method is not async, and throws there and then: the task that is dropped is done, and holds nothing
    public void Enter(string line) => ledger.Append(line);

    // look-alike: the same with a value, from under a lock
    public void Number(string line) => _ = ledger.Count(line);

    // look-alike: a value task
    public void Leave() => ledger.Close();

    // look-alike: one that hands on such a task
    public void Repeat(string line) => _ = ledger.Twice(line);

    // case: done as well when it comes back, and the failure is in it
    public void Keep(string line) => _ = ledger.Kept(line); // expect: IC2103

    // case: the failure is put into the task
    public void Tell(string line) => _ = ledger.Told(line); // expect: IC2103

    // case: what is dropped throws here, and that is swallowed here
    public bool TryEnter(string line)
    {
        try
        {
            _ = ledger.Append(line);
        }
        catch (Exception) // expect: IC2102
        {
        }

        return true;
    }
}
