using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace IntentContracts.Runtime;

/// <summary>Knows whether a guarded member of an object is its outermost one: only then must the object be whole when the member ends.</summary>
/// <remarks>
/// <para>The shell enters, runs the core, and leaves in a <c>finally</c>, so that a failing core leaves nothing behind. Afterwards, on success
/// only, a synchronous shell checks when <see cref="IsOutermost"/>; an asynchronous one returns <c>InvariantGuard.CheckAfter</c>.</para>
/// <para>Nesting is per object identity and per asynchronous flow: a member called from another member of the same object, directly, after an
/// await, or through a callback, is not outermost; two flows that are inside one object at the same time each have an outermost exit. A struct has
/// no identity: each of its members is outermost.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct InvariantScope
{
    private readonly OpenMembers? _members;

    private InvariantScope(OpenMembers members) => _members = members;

    private InvariantScope(OpenFlow flow) => Flow = flow;

    /// <summary>Whether no other member of the object is open around this one.</summary>
    public bool IsOutermost => _members is not null || Flow is not null;

    internal OpenFlow? Flow { get; }

    /// <summary>Enters a member that has ended when it returns.</summary>
    /// <param name="instance">The object.</param>
    /// <returns>The scope, to be left on the same thread.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static InvariantScope Enter(object instance)
    {
        var members = OpenMembers.Current;
        if (members.IsInside(instance) || OpenFlow.IsInside(instance))
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
        if (OpenMembers.Current.IsInside(instance) || OpenFlow.IsInside(instance))
        {
            return default;
        }

        var flow = new OpenFlow(instance, OpenFlow.Current);
        OpenFlow.Current = flow;
        return new(flow);
    }

    /// <summary>Gives the caller its own context back. What the core still has to do keeps the scope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave()
    {
        if (_members is not null)
        {
            _members.Pop();
        }
        else if (Flow is not null)
        {
            OpenFlow.Current = Flow.Outer;
        }
    }
}
