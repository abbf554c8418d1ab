using System.Runtime.CompilerServices;

namespace IntentContracts.Analysis.Facts;

/// <summary>Facts as keys: records compare their lists by reference anyway, and their hash would walk all of them.</summary>
internal sealed class ByReference<T> : IEqualityComparer<T>
    where T : class
{
    public static ByReference<T> Instance { get; } = new();

    public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

    public int GetHashCode(T obj) => RuntimeHelpers.GetHashCode(obj);
}
