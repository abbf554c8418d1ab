using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace IntentContracts.Runtime;

/// <summary>Knows whether a guarded member of an object is its outermost one: only then must the object be whole when the member ends.</summary>
/// <remarks>
/// <para>The shell enters, runs the core, and leaves in a <c>finally</c>, so that a failing core leaves nothing behind. Afterwards, on success
/// only, a synchronous shell checks when <see cref="IsOutermost"/>; an asynchronous one returns <c>ExitGuard.After</c>.</para>
/// <para>Nesting is per object identity and per asynchronous flow: a member called from another member of the same object, directly, after an
/// await, or through a callback, is not outermost; two flows that are inside one object at the same time each have an outermost exit. A struct has
/// no identity: each of its members is outermost.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct InvariantScope
{
    private readonly OpenMembers? _members;
    private readonly FlowCell? _cell;

    private InvariantScope(OpenMembers members) => _members = members;

    private InvariantScope(FlowCell cell) => _cell = cell;

    /// <summary>Whether no other member of the object is open around this one.</summary>
    public bool IsOutermost => _members is not null || _cell is not null;

    /// <summary>Enters a member that has ended when it returns.</summary>
    /// <param name="instance">The object.</param>
    /// <returns>The scope, to be left on the same thread.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static InvariantScope Enter(object instance)
    {
        var members = OpenMembers.Current;
        if (members.IsInside(instance))
        {
            return default;
        }

        members.Push(instance);
        return new(members);
    }

    /// <summary>Enters a member that has ended when the task it returns has.</summary>
    /// <param name="instance">The object.</param>
    /// <returns>The scope, to be left as soon as the core has returned its task.</returns>
    public static InvariantScope EnterFlow(object instance)
    {
        var members = OpenMembers.Current;
        return members.IsInside(instance) ? default : new(FlowCell.Enter(members, instance));
    }

    /// <summary>Gives the caller its own context back. What the core still has to do keeps the scope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave()
    {
        if (_members is not null)
        {
            _members.Pop();
        }
        else
        {
            _cell?.Leave();
        }
    }

    /// <summary>The member has ended before it returned.</summary>
    internal void Close() => _cell?.Close();

    /// <summary>The member goes on: the flow to close when it has ended.</summary>
    internal OpenFlow? KeepOpen() => _cell?.Flow;
}
