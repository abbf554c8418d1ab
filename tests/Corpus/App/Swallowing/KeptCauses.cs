namespace Corpus.Swallowing.KeptCauses;

public sealed record Finding(string Words);

public sealed class InspectionException(IReadOnlyList<Finding> findings) : Exception(findings.Count + " findings");

/// <summary>Takes an exception apart, cause by cause, and throws what it has taken when somebody asks.</summary>
public sealed class Protocol
{
    private readonly List<Finding> _findings = [];
    private readonly int _most = 20;

    public void Note(Exception e)
    {
        for (var depth = 0; depth < 10; depth++)
        {
            Note(new Finding(e.ToString()));
            if (e.InnerException is null)
            {
                break;
            }

            e = e.InnerException;
        }
    }

    public void Note(string? where, Exception e)
    {
        for (var depth = 0; depth < 10; depth++)
        {
            var words = !string.IsNullOrEmpty(where) ? $"{where}: {e.Message}" : e.ToString();
            Note(new Finding(words));
            if (e.InnerException is null)
            {
                break;
            }

            e = e.InnerException;
        }
    }

    public void Remark(string where, Exception e) => Note(new Finding($"{where}: {e.Message}"));

    public void Close()
    {
        if (_findings.Count > 0)
        {
            throw new InspectionException(_findings);
        }
    }

    private void Note(Finding finding)
    {
        if (_findings.Count < _most)
        {
            _findings.Add(finding);
        }
    }
}

/// <summary>The same, with a local that goes down.</summary>
public sealed class Ledger
{
    public List<string> Lines { get; } = [];

    public string? Last { get; private set; }

    public void Enter(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException!)
        {
            Lines.Add(cause.Message);
        }
    }

    public void EnterLowest(Exception e)
    {
        while (e.InnerException is not null)
        {
            e = e.InnerException;
        }

        Last = e.Message;
    }
}

public sealed class Inspection
{
    private Protocol? _protocol;

    public Protocol Protocol => _protocol ??= new Protocol();
}

// look-alike: the handler hands the exception to a list of ours, which throws what it holds right behind the try
public sealed class Boilers(HttpClient http)
{
    public async Task<string?> InspectAsync(int id)
    {
        var inspection = new Inspection();
        string? seal = null;
        try
        {
            seal = await http.GetStringAsync("/boiler/" + id);
        }
        catch (Exception e) when (e is not InspectionException)
        {
            inspection.Protocol.Note(e);
        }

        inspection.Protocol.Close();
        return seal;
    }
}

// look-alike: with where it was, as one text or the other
public sealed class Valves(HttpClient http)
{
    public async Task InspectAsync(Protocol protocol)
    {
        try
        {
            await http.PutAsync("/valve/1", null);
        }
        catch (Exception e)
        {
            protocol.Note("first valve", e);
        }

        try
        {
            await http.PutAsync("/valve/2", null);
        }
        catch (Exception e)
        {
            protocol.Remark("second valve", e);
        }
    }
}

// look-alike: causes are written into a list that the caller reads, one by one or only the lowest
public sealed class Lifts(HttpClient http, Ledger ledger)
{
    public async Task OilAsync()
    {
        try
        {
            await http.PostAsync("/oil", null);
        }
        catch (Exception e)
        {
            ledger.Enter(e);
        }
    }

    public async Task GreaseAsync()
    {
        try
        {
            await http.PostAsync("/grease", null);
        }
        catch (Exception e)
        {
            ledger.EnterLowest(e);
        }
    }
}

// case: a helper goes down to the lowest cause, and what it counts on the way nobody looks at
public sealed class Cranes(HttpClient http)
{
    public async Task TurnAsync()
    {
        try
        {
            await http.PostAsync("/turn", null);
        }
        catch (Exception e) // expect: IC2102
        {
            Depth(e);
        }
    }

    private static int Depth(Exception e)
    {
        var depth = 0;
        while (e.InnerException is not null)
        {
            e = e.InnerException;
            depth++;
        }

        return depth;
    }
}

// look-alike: the last failure is a field that a property shows
public sealed class Winches(HttpClient http)
{
    private Exception? _last;

    public bool IsBroken => _last is not null;

    public async Task PullAsync()
    {
        try
        {
            await http.PostAsync("/pull", null);
        }
        catch (Exception e)
        {
            _last = Lowest(e);
        }
    }

    private static Exception Lowest(Exception e)
    {
        while (e.InnerException is not null)
        {
            e = e.InnerException;
        }

        return e;
    }
}

// look-alike: failures are gathered, each by a helper of ours, and thrown together
public sealed class Presses(HttpClient http)
{
    public async Task StampAsync(IReadOnlyList<int> plates)
    {
        List<Exception>? failures = null;
        foreach (var plate in plates)
        {
            try
            {
                await http.PutAsync("/plate/" + plate, null); // expect: IC3102
            }
            catch (Exception e)
            {
                Gather(ref failures, e);
            }
        }

        if (failures is not null)
        {
            throw new AggregateException(failures);
        }
    }

    private static void Gather(ref List<Exception>? failures, Exception e)
    {
        failures ??= [];
        if (e is AggregateException { InnerException: not null } several)
        {
            e = several.InnerException;
        }

        failures.Add(e);
    }
}
