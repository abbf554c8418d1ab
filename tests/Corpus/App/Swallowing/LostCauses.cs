using System.Data.Common;
using System.Net;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.LostCauses;

public sealed class OrderException : Exception
{
    public OrderException(string message)
        : base(message)
    {
    }

    public OrderException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public string Code { get; init; } = "";

    public Exception? Cause { get; init; }
}

public sealed class Thrower(HttpClient http, ILogger<Thrower> logger)
{
    // case: the stack begins anew
    public async Task FirstAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException e)
        {
            logger.LogError(e, "not read");
            throw e; // expect: IC2105
        }
    }

    // case: the same after an await
    public async Task SecondAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException e)
        {
            await Task.Delay(10);
            throw e; // expect: IC2105
        }
    }

    // case: the same in plain code, on one of two ways
    public static int Third(string text)
    {
        try
        {
            return int.Parse(text);
        }
        catch (Exception e)
        {
            if (text.Length > 0)
            {
                throw;
            }

            throw e; // expect: IC2105
        }
    }

    // case: another exception, and nothing of the first
    public async Task FourthAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException)
        {
            throw new OrderException("The order could not be read"); // expect: IC2105
        }
    }

    // case: its message alone
    public async Task FifthAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException e)
        {
            throw new OrderException("The order could not be read: " + e.Message); // expect: IC2105
        }
    }

    // case: the same with an await before, over several lines
    public async Task SixthAsync(int id)
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (Exception)
        {
            await Task.Delay(10);
            throw new OrderException( // expect: IC2105
                $"The order {id} could not be read");
        }
    }

    // case: made by a helper that is not told
    public async Task SeventhAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException)
        {
            throw Failure("read"); // expect: IC2105
        }
    }

    private static OrderException Failure(string what) => new("The order could not be " + what);

    // case: thrown by a helper that is not told
    public async Task EighthAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException)
        {
            Fail("read"); // expect: IC2105
        }
    }

    private static void Fail(string what) => throw new OrderException("The order could not be " + what);

    // case: as the fault of a task
    public Task NinthAsync()
    {
        try
        {
            return Task.FromResult(http.Send(new HttpRequestMessage())); // expect: IC3001
        }
        catch (HttpRequestException)
        {
            return Task.FromException(new OrderException("not sent")); // expect: IC2105
        }
    }

    // case: as the fault of a promise
    public void Tenth(TaskCompletionSource done)
    {
        try
        {
            http.Send(new HttpRequestMessage());
            done.SetResult();
        }
        catch (Exception)
        {
            done.SetException(new OrderException("not sent")); // expect: IC2105
        }
    }

    // case: who was refused, and why, is gone
    public static void Eleventh(Action validate)
    {
        try
        {
            validate();
        }
        catch (System.Security.SecurityException)
        {
            throw new UnauthorizedAccessException(); // expect: IC2105
        }
    }

    // case: in a lambda
    public Func<Task> Twelfth() => async () =>
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException e)
        {
            throw e; // expect: IC2105
        }
    };
}

public sealed class Keeper(HttpClient http, DbContext db, ILogger<Keeper> logger)
{
    // look-alike: as it was
    public async Task FirstAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException e)
        {
            logger.LogError(e, "not read");
            throw;
        }
    }

    // look-alike: after an await
    public async Task SecondAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException)
        {
            await Task.Delay(10);
            throw;
        }
    }

    // look-alike: wrapped
    public async Task ThirdAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException e)
        {
            await Task.Delay(10);
            throw new OrderException("The order could not be read", e);
        }
    }

    // look-alike: wrapped by a helper
    public async Task FourthAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException e)
        {
            throw Wrap(e);
        }
    }

    private static OrderException Wrap(Exception e) => new("The order could not be read", e);

    // look-alike: thrown by a helper that is told
    public async Task FifthAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException e)
        {
            Fail(e);
        }
    }

    private static void Fail(Exception e) => throw new OrderException("The order could not be read", e);

    // look-alike: with its stack
    public async Task SixthAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException e)
        {
            ExceptionDispatchInfo.Capture(e).Throw();
        }
    }

    // look-alike: kept in a property
    public async Task SeventhAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException e)
        {
            throw new OrderException("The order could not be read") { Cause = e };
        }
    }

    // look-alike: the cause is in the log
    public async Task EighthAsync()
    {
        try
        {
            await http.GetAsync("/a");
        }
        catch (HttpRequestException e)
        {
            logger.LogError(e, "The order could not be read");
            throw new OrderException("Please try again");
        }
    }

    // look-alike: a timeout is what the cancellation means
    public async Task NinthAsync()
    {
        using var timeout = new CancellationTokenSource(1000);
        try
        {
            await http.GetAsync("/a", timeout.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new TimeoutException("The order could not be read in time");
        }
    }

    // look-alike: the filter says all that there is to say
    public async Task TenthAsync(int id)
    {
        try
        {
            await http.GetAsync($"/orders/{id}");
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            throw new OrderException($"There is no order {id}");
        }
    }

    // look-alike: nothing was caught where it is thrown
    public async Task EleventhAsync(int id)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbException e)
        {
            logger.LogError(e, "not saved");
        }

        throw new OrderException($"{id} was not saved");
    }

    // look-alike: the last of several attempts
    public async Task TwelfthAsync()
    {
        Exception? last = null;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await http.GetAsync("/a");
                return;
            }
            catch (HttpRequestException e)
            {
                last = e;
            }
        }

        throw new OrderException("The order could not be read", last!);
    }

    // look-alike: the fault of a promise with its cause
    public void Thirteenth(TaskCompletionSource done)
    {
        try
        {
            http.Send(new HttpRequestMessage());
            done.SetResult();
        }
        catch (Exception e)
        {
            done.SetException(new OrderException("not sent", e));
        }
    }
}

public sealed class Couriers(HttpClient http)
{
    // case: both clauses wait for something, and both begin a new trace
    public async Task<string> FindAsync(string parcel)
    {
        try
        {
            return await http.GetStringAsync("/parcels/" + parcel);
        }
        catch (HttpRequestException e)
        {
            await TellAsync(e.Message);
            throw e; // expect: IC2105
        }
        catch (IOException e)
        {
            await TellAsync(e.Message);
            throw e; // expect: IC2105
        }
    }

    // look-alike: both keep the cause
    public async Task<string> FindAgainAsync(string parcel)
    {
        try
        {
            return await http.GetStringAsync("/parcels/" + parcel);
        }
        catch (HttpRequestException e)
        {
            await TellAsync("no answer");
            throw new OrderException("not found", e);
        }
        catch (IOException e)
        {
            await TellAsync("cut off");
            throw new OrderException("not found", e);
        }
    }

    // case: the first one does not
    public async Task<string> FindAtLastAsync(string parcel)
    {
        try
        {
            return await http.GetStringAsync("/parcels/" + parcel);
        }
        catch (HttpRequestException)
        {
            await TellAsync("no answer");
            throw new OrderException("not found"); // expect: IC2105
        }
        catch (IOException e)
        {
            await TellAsync("cut off");
            throw new OrderException("not found", e);
        }
    }

    private static async Task TellAsync(string text)
    {
        await Task.Yield();
        Console.WriteLine(text);
    }
}

// case: the cause goes on to another constructor, which only repeats its words
public class LedgerException : Exception
{
    public LedgerException(string page, Exception cause)
        : this(page, cause, page.Length)
    {
    }

    protected LedgerException(string page, Exception cause, int line)
        : base($"{page}, line {line}: {cause.Message}")
    {
        Line = line;
    }

    public int Line { get; }
}

public sealed class JournalException(string page, Exception cause) : LedgerException(page, cause, 0);

public sealed class Ledgers(HttpClient http)
{
    public async Task<string> ReadAsync(string page)
    {
        try
        {
            return await http.GetStringAsync("/ledgers/" + page);
        }
        catch (HttpRequestException e)
        {
            throw new LedgerException(page, e); // expect: IC2105
        }
    }

    public async Task<string> CopyAsync(string page)
    {
        try
        {
            return await http.GetStringAsync("/journals/" + page);
        }
        catch (HttpRequestException e)
        {
            throw new JournalException(page, e); // expect: IC2105
        }
    }
}

// look-alike: the same, and the other one hands it to its base
public sealed class BalanceException : Exception
{
    public BalanceException(string page, Exception cause)
        : this(page, page.Length, cause)
    {
    }

    private BalanceException(string page, int line, Exception cause)
        : base($"{page}, line {line}", cause)
    {
    }
}

public sealed class Balances(HttpClient http)
{
    public async Task<string> BalanceAsync(string page)
    {
        try
        {
            return await http.GetStringAsync("/balances/" + page);
        }
        catch (HttpRequestException e)
        {
            throw new BalanceException(page, e);
        }
    }
}
