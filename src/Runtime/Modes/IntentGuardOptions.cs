namespace IntentContracts;

/// <summary>What guards do at run time, by kind. May be changed while the program runs, from any thread: the next call sees it.</summary>
/// <remarks>A guard that was compiled to less (the property <c>IntentGuards</c>) stays at that.</remarks>
public sealed class IntentGuardOptions
{
    private readonly int[] _modes = [.. Enum.GetValues<GuardKind>().Select(_ => (int)GuardMode.Enforce)];

    /// <summary>The mode of one kind of guards; <see cref="GuardMode.Enforce"/> when not set.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind or the mode is none.</exception>
    public GuardMode this[GuardKind kind]
    {
        get => (GuardMode)Volatile.Read(ref _modes[Index(kind)]);
        set => Volatile.Write(ref _modes[Index(kind)], (int)Defined(value));
    }

    /// <summary>Sets the mode of all kinds.</summary>
    /// <param name="mode">The mode.</param>
    /// <returns>These options, to set single kinds after it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The mode is none.</exception>
    public IntentGuardOptions SetAll(GuardMode mode)
    {
        foreach (var kind in Enum.GetValues<GuardKind>())
        {
            this[kind] = mode;
        }

        return this;
    }

    private int Index(GuardKind kind) =>
        (int)kind >= 0 && (int)kind < _modes.Length ? (int)kind : throw new ArgumentOutOfRangeException(nameof(kind), kind, "is no kind of guard");

    private static GuardMode Defined(GuardMode mode) => mode is GuardMode.Off or GuardMode.Observe or GuardMode.Enforce
        ? mode
        : throw new ArgumentOutOfRangeException(nameof(mode), mode, "is no mode of a guard");
}
