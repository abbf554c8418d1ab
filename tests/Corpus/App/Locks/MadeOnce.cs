using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

// What is made once behind a flag, and what one request has to itself.
namespace Corpus.Locks.MadeOnce;

// look-alike: a lock of its own sees to it that the lists are made once
public sealed class Bell
{
    private readonly object _making = new();
    private readonly object _ringing = new();
    private volatile bool _isMade;
    private List<Action> _ringers = null!;

    public void Add(Action ringer)
    {
        Make();
        lock (_ringing)
        {
            _ringers.Add(ringer);
        }
    }

    public void Ring()
    {
        Make();
        List<Action> all;
        lock (_ringing)
        {
            all = [.. _ringers];
        }

        all.ForEach(ringer => ringer());
    }

    private void Make()
    {
        if (_isMade)
        {
            return;
        }

        lock (_making)
        {
            if (_isMade)
            {
                return;
            }

            _ringers = new List<Action>(4);
            _isMade = true;
        }
    }
}

// look-alike: the same with a semaphore
public sealed class Carillon
{
    private readonly SemaphoreSlim _making = new(1, 1);
    private readonly object _ringing = new();
    private bool _isMade;
    private List<string> _tunes = null!;

    public async Task AddAsync(string tune)
    {
        await MakeAsync();
        lock (_ringing)
        {
            _tunes.Add(tune);
        }
    }

    public async Task<int> CountAsync()
    {
        await MakeAsync();
        lock (_ringing)
        {
            return _tunes.Count;
        }
    }

    private async Task MakeAsync()
    {
        if (_isMade)
        {
            return;
        }

        await _making.WaitAsync();
        try
        {
            if (!_isMade)
            {
                _tunes = new List<string>(await File.ReadAllLinesAsync("tunes.txt"));
                _isMade = true;
            }
        }
        finally
        {
            _making.Release();
        }
    }
}

// case: the flag is taken back, and the list replaced while others ring
public sealed class Chime
{
    private readonly object _making = new();
    private readonly object _ringing = new();
    private volatile bool _isMade;
    private List<Action> _ringers = null!;

    public void Add(Action ringer)
    {
        Make();
        lock (_ringing)
        {
            _ringers.Add(ringer);
        }
    }

    public void Remove(Action ringer)
    {
        Make();
        lock (_ringing)
        {
            _ringers.Remove(ringer);
        }
    }

    public void Forget() => _isMade = false;

    private void Make()
    {
        lock (_making)
        {
            if (!_isMade)
            {
                _ringers = new List<Action>(4); // expect: IC1001
                _isMade = true;
            }
        }
    }
}

public sealed record Verse(string Text);

// look-alike: each request has its own
public sealed class Hymnal
{
    private readonly ConcurrentDictionary<int, Verse> _verses = new();

    public async Task<Verse> FindAsync(int number)
    {
        if (_verses.TryGetValue(number, out var known))
        {
            return known;
        }

        var verse = new Verse(await File.ReadAllTextAsync(number + ".txt"));
        _verses[number] = verse;
        return verse;
    }
}

// case: all requests have one
public sealed class Psalter
{
    private readonly ConcurrentDictionary<int, Verse> _verses = new();

    public async Task<Verse> FindAsync(int number)
    {
        if (_verses.TryGetValue(number, out var known))
        {
            return known;
        }

        var verse = new Verse(await File.ReadAllTextAsync(number + ".txt"));
        _verses[number] = verse; // expect: IC1001
        return verse;
    }
}

// case: each request has its own service, and all of them have one dictionary
public sealed class Canticles
{
    private static readonly ConcurrentDictionary<int, Verse> Verses = new();

    public async Task<Verse> FindAsync(int number)
    {
        if (Verses.TryGetValue(number, out var known))
        {
            return known;
        }

        var verse = new Verse(await File.ReadAllTextAsync(number + ".txt"));
        Verses[number] = verse; // expect: IC1001
        return verse;
    }
}

public static class Choir
{
    public static IServiceCollection AddChoir(this IServiceCollection services)
    {
        services.AddScoped<Hymnal>();
        services.AddScoped<Canticles>();
        return services.AddSingleton<Psalter>();
    }
}
