namespace Corpus.Locks.TwoGates;

// case: one writer has taken the other lock: the one that all others take is the field's
public sealed class Turnstile
{
    private readonly Lock _wheel = new();
    private readonly Lock _badge = new();
    private int _inside;

    public bool Enter(int most)
    {
        lock (_wheel)
        {
            if (_inside == most)
            {
                return false;
            }

            _inside++;
            return true;
        }
    }

    public void Empty()
    {
        lock (_badge)
        {
            _inside = 0; // expect: IC1001
        }
    }
}

// look-alike: whoever changes the list holds two locks, one of them for what else it does; whoever reads it holds the list's
public sealed class Visitors
{
    private readonly Lock _archive = new();
    private readonly Lock _visitors = new();
    private readonly List<string> _names = [];
    private readonly List<string> _gone = [];

    public bool Knows(string name)
    {
        lock (_visitors)
        {
            return _names.Contains(name);
        }
    }

    public void Leave(string name)
    {
        lock (_archive)
        {
            _gone.Add(name);
            lock (_visitors)
            {
                _names.Remove(name);
            }
        }
    }
}
