using System.Runtime.CompilerServices;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>Fails, out of line as any good throw helper.</summary>
internal static class Refuse
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Now(string condition) => throw new InvalidOperationException(condition);
}

/// <summary>Other code that a core calls. It does nothing, and nobody can know.</summary>
internal static class Elsewhere
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Note()
    {
    }
}

/// <summary>What the cores of waiting members return: ended, and one object for all, so that what a guard allocates can be seen.</summary>
internal static class Answers
{
    private static readonly Task<int>[] Tasks = [Task.FromResult(1), Task.FromResult(2)];

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<int> Of(int order) => Tasks[order & 1];
}

/// <summary>The states of <see cref="Transition"/>.</summary>
public enum DoorState
{
    Closed,
    Open,
}
