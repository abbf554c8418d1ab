using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>Types of the platform whose instances change and do not say how threads may share them ("any instance members are not guaranteed to be thread safe").</summary>
internal static class Mutables
{
    private static readonly HashSet<string> Collections = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.List`1",
        "System.Collections.Generic.IList`1",
        "System.Collections.Generic.ICollection`1",
        "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.IDictionary`2",
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.ISet`1",
        "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.PriorityQueue`2",
        "System.Collections.Generic.Stack`1",
        "System.Collections.Generic.LinkedList`1",
        "System.Collections.Generic.SortedDictionary`2",
        "System.Collections.Generic.SortedList`2",
        "System.Collections.Generic.SortedSet`1",
        "System.Collections.Generic.OrderedDictionary`2",
        "System.Collections.ObjectModel.Collection`1",
        "System.Collections.ObjectModel.ObservableCollection`1",
        "System.Collections.ObjectModel.KeyedCollection`2",
        "System.Collections.ArrayList",
        "System.Collections.BitArray",
        "System.Collections.Queue",
        "System.Collections.Stack",
        "System.Collections.SortedList",
        "System.Collections.Specialized.NameValueCollection",
        "System.Text.StringBuilder",
    };

    private static readonly string[] Changing =
    [
        "Add", "Insert", "Remove", "Clear", "set_", "Enqueue", "Dequeue", "TryDequeue", "EnqueueDequeue", "DequeueEnqueue", "Push", "Pop", "TryPop", "TryAdd", "TryInsert", "UnionWith", "ExceptWith",
        "IntersectWith", "SymmetricExceptWith", "Append", "Replace", "Sort", "Reverse", "Trim", "Fill",
    ];

    public static bool IsCollection(TypeName? type) => type is not null && Collections.Contains(type.Name);

    public static bool Changes(MethodRef member) => (Collections.Contains(member.Type) || member.Type == "System.Collections.IDictionary") && Changing.Any(c => member.Name.StartsWith(c, StringComparison.Ordinal));
}
