using IntentContracts.Shared;

namespace IntentContracts.Generators.Model;

/// <summary>What guards are compiled to: the ceiling of what they can be at run time.</summary>
/// <param name="Kinds">Words of <see cref="GuardWords"/> whose guards differ from the default, with their modes.</param>
internal sealed record GuardModes(GuardCeiling Default, EquatableArray<KindMode> Kinds)
{
    public static GuardModes Enforced { get; } = new(GuardCeiling.Enforce, EquatableArray<KindMode>.Empty);

    public GuardCeiling Of(string kind)
    {
        foreach (var mode in Kinds)
        {
            if (mode.Kind == kind)
            {
                return mode.Ceiling;
            }
        }

        return Default;
    }

    public bool IsOff(string kind) => Of(kind) == GuardCeiling.Off;

    /// <summary>The mode as an argument in generated code.</summary>
    public string Argument(string kind) => "global::IntentContracts.GuardMode." + Of(kind);

    /// <summary>The guard's word for the manifest.</summary>
    public string Mark(string kind) => Of(kind) switch
    {
        GuardCeiling.Off => kind + GuardWords.Off,
        GuardCeiling.Observe => kind + GuardWords.Observe,
        _ => kind,
    };
}

internal sealed record KindMode(string Kind, GuardCeiling Ceiling);
