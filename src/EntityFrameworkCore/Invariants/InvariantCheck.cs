using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Finds the generated check of a type's invariants: no member of it is visible from outside, and none should be.</summary>
internal static class InvariantCheck
{
    private const string EnsureInvariants = "EnsureInvariants";

    // Null for a type without invariants, which is asked for as often.
    private static readonly ConditionalWeakTable<Type, Action<object>?> Known = [];

    public static Action<object>? Of(Type type)
    {
        if (!Known.TryGetValue(type, out var check))
        {
            check = Find(type);
            Known.AddOrUpdate(type, check);
        }

        return check;
    }

    private static Action<object>? Find(Type type)
    {
        // The most derived one checks those of its bases as well. A proxy has none of its own.
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            var method = declaring.GetMethod(EnsureInvariants, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly, []);
            if (method?.GetCustomAttribute<GeneratedCodeAttribute>() is { Tool: "IntentContracts" })
            {
                return (Action<object>)typeof(InvariantCheck)
                    .GetMethod(nameof(Bind), BindingFlags.Static | BindingFlags.NonPublic)!
                    .MakeGenericMethod(declaring)
                    .Invoke(null, [method])!;
            }
        }

        return null;
    }

    private static Action<object> Bind<T>(MethodInfo method)
        where T : class
    {
        var check = method.CreateDelegate<Action<T>>();
        return entity => check((T)entity);
    }
}
