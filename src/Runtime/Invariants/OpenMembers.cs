namespace IntentContracts.Runtime;

/// <summary>The objects that are inside one of their synchronous members on one thread. Grows to the deepest nesting and is then free of allocation.</summary>
internal sealed class OpenMembers
{
    [ThreadStatic]
    private static OpenMembers? t_current;

    private object?[] _instances = new object?[8];
    private int _count;

    public static OpenMembers Current => t_current ??= new();

    public bool IsInside(object instance)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(_instances[i], instance))
            {
                return true;
            }
        }

        return false;
    }

    public void Push(object instance)
    {
        if (_count == _instances.Length)
        {
            Array.Resize(ref _instances, _count * 2);
        }

        _instances[_count++] = instance;
    }

    public void Pop() => _instances[--_count] = null;
}
