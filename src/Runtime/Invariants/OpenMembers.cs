using System.Runtime.CompilerServices;

namespace IntentContracts.Runtime;

/// <summary>The objects that are inside one of their synchronous members on one thread. Grows to the deepest nesting and is then free of allocation.</summary>
internal sealed class OpenMembers
{
    [ThreadStatic]
    private static OpenMembers? t_current;

    private object?[] _instances = new object?[8];
    private int _count;

    public static OpenMembers Current => t_current ??= new();

    /// <summary>The innermost asynchronous member around what this thread is doing.</summary>
    public OpenFlow? Flow { get; set; }

    /// <summary>A closed flow that may be used again.</summary>
    public FlowCell? Spare { get; set; }

    /// <summary>Whether the thread is inside a member of the object, or comes from inside an asynchronous one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsInside(object instance) => (_count > 0 && IsOnStack(instance)) || (Flow is { } flow && OpenFlow.IsInside(flow, instance));

    private bool IsOnStack(object instance)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(object instance)
    {
        var instances = _instances;
        var count = _count;
        if ((uint)count < (uint)instances.Length)
        {
            instances[count] = instance;
            _count = count + 1;
        }
        else
        {
            Grow(instance);
        }
    }

    public void Pop() => _instances[--_count] = null;

    private void Grow(object instance)
    {
        Array.Resize(ref _instances, _count * 2);
        _instances[_count++] = instance;
    }
}
