using Mono.Cecil;

namespace IntentContracts.Architecture.Tests.Flow;

/// <summary>Namespaces of one assembly in the order in which data flows through them: each may use itself and what stands before it.</summary>
/// <param name="Shared">Compiled into every room, and using none.</param>
internal sealed record Rooms(string Root, IReadOnlyList<string> Order, IReadOnlyList<string> Shared)
{
    /// <summary>The uses that go against the flow, as <c>User → Used</c>.</summary>
    /// <param name="place">The room of a type; null when it belongs to none.</param>
    public IEnumerable<string> Violations(ModuleDefinition module, Func<TypeReference, string?> place)
    {
        foreach (var user in Reading.Compiled.Written(module))
        {
            if (place(user) is not { } from)
            {
                yield return user.FullName + " stands in no room: add its namespace to the flow, or move it";
                continue;
            }

            foreach (var used in Reading.Uses.OfTypes(user))
            {
                if (place(used) is { } to && !Allows(from, to))
                {
                    yield return $"{user.FullName} ({from}) → {used.FullName} ({to})";
                }
            }
        }
    }

    private bool Allows(string from, string to) => to == from || Shared.Contains(to) || (!Shared.Contains(from) && Index(to) < Index(from));

    private int Index(string room)
    {
        for (var i = 0; i < Order.Count; i++)
        {
            if (Order[i] == room)
            {
                return i;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(room), room, "not a room of " + Root);
    }
}
