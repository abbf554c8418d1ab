namespace Corpus.Library.Locks;

// look-alike: what waits may be right for who holds nothing; its caller in App/Locks/Waits.cs, Mirror, holds a lock
/// <summary>A store whose members wait, or do not: what a caller with a lock has to know.</summary>
public sealed class Storage(HttpClient http)
{
    private readonly object _gate = new();

    public object Gate => _gate;

    public string Download(string path)
    {
        return http.GetStringAsync(path).Result;
    }

    public static int Length(string text) => text.Length;

    public void Pause() => Thread.Sleep(0);
}

/// <summary>The locks of the harbour, for whoever works there.</summary>
public static class HarbourLocks
{
    public static readonly object Quay = new();
    public static readonly object Crane = new();
    public static readonly object Office = new();
}

public sealed class Crane
{
    private int _loads;

    public void Lift(Action whenUp)
    {
        lock (HarbourLocks.Quay)
        {
            _loads++;
            lock (HarbourLocks.Crane)
            {
                whenUp();
            }
        }
    }

    public void Sign()
    {
        lock (HarbourLocks.Quay)
        {
            lock (HarbourLocks.Office)
            {
                _loads--;
            }
        }
    }

    public void Clear()
    {
        lock (HarbourLocks.Quay)
        {
            _loads = 0;
        }
    }
}
