using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>Which values are the same task.</summary>
internal static class TaskValues
{
    /// <summary>The task behind its awaiter, its configuration, and what only passes it on.</summary>
    public static ValueFact Peel(MethodFact method, ValueFact value)
    {
        for (var turns = 0; turns < 8; turns++)
        {
            if (value.Kind != ValueKind.Result || Values.Source(method, value) is not { } source
                || (source.Target.Name is not ("GetAwaiter" or "ConfigureAwait" or "AsTask" or "Preserve" or "WaitAsync" or "Unwrap") && !Configures(source.Target)))
            {
                return value;
            }

            value = source.Target.HasReceiver ? source.Receiver : Values.Argument(source, 0);
        }

        return value;
    }

    /// <summary>Whether awaiting a value can end before the task behind it does: <c>await task.WaitAsync(timeout)</c>.</summary>
    public static bool GivesUp(MethodFact method, ValueFact awaited)
    {
        for (var turns = 0; turns < 8 && Values.Source(method, awaited) is { } source; turns++)
        {
            if (source.Target.Name == "WaitAsync")
            {
                return true;
            }

            awaited = Subject(source);
        }

        return false;
    }

    /// <summary>A helper around ConfigureAwait: what it returns is awaited instead of the task that it is given.</summary>
    private static bool Configures(MethodRef target) =>
        !target.HasReceiver && target.ParameterCount > 0
        && target.Returns is { } returned && returned.Name.StartsWith("System.Runtime.CompilerServices.Configured", StringComparison.Ordinal)
        && returned.Name.IndexOf("TaskAwaitable", StringComparison.Ordinal) > 0;

    /// <summary>The collection that an item or a sequence of items comes from.</summary>
    public static ValueFact Root(MethodFact method, ValueFact value)
    {
        for (var turns = 0; turns < 16; turns++)
        {
            if (Deconstructed(method, value) is { } pair)
            {
                value = pair;
                continue;
            }

            if (value.Kind != ValueKind.Result || Values.Source(method, value) is not { } source)
            {
                return value;
            }

            if (source.Target.Type == "System.Linq.Enumerable" && source.Target.Name is "Where" or "Select" or "OrderBy" or "Take" or "Skip" or "AsEnumerable" or "Zip" or "Reverse" or "Concat")
            {
                value = Values.Argument(source, 0);
            }
            else if (source.Target.Name is "op_Implicit" or "CastUp" or "AsSpan")
            {
                value = Values.Argument(source, 0); // an array that is handed over as a span
            }
            else if (source.Target.Name is "get_Current" or "GetEnumerator" or "GetAsyncEnumerator" or "get_Item" or "get_Values" or "get_Value")
            {
                value = source.Receiver;
            }
            else
            {
                return value;
            }
        }

        return value;
    }

    /// <summary>What a local is a part of: <c>foreach (var (name, task) in tasks)</c>.</summary>
    private static ValueFact? Deconstructed(MethodFact method, ValueFact value) =>
        value.Kind == ValueKind.Local && method.Sites.FirstOrDefault(s => s.Target.Name == "Deconstruct" && s.Arguments.Contains(value)) is { } pair ? pair.Receiver : null;

    /// <summary>Whether a value is taken out of a collection.</summary>
    public static bool IsItem(MethodFact method, ValueFact value) =>
        value.Kind == ValueKind.Unknown
        || (Deconstructed(method, value) is { } pair && IsItem(method, pair))
        || (Values.Source(method, value) is { } source
            && (source.Target.Name is "get_Current" or "get_Item" or "get_Value" || source.Target is { Type: "System.Linq.Enumerable", Name: "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault" or "ElementAt" }));

    /// <summary>A question whose yes says that there is nothing left to wait for; libraries have extension methods of the same names.</summary>
    public static bool IsTest(MethodRef target) =>
        target.Name is "IsCompleted" or "IsCompletedSuccessfully" or "get_IsCompleted" or "get_IsCompletedSuccessfully" or "get_IsFaulted" or "get_IsCanceled" or "get_IsSet" or "get_HasExited";

    /// <summary>What a call is made on, also when it is an extension method.</summary>
    public static ValueFact Subject(SiteFact site) => site.Target.HasReceiver ? site.Receiver : Values.Argument(site, 0);

    /// <summary>A getter that answers the same while nothing changes; the next item of an enumerator is another one each time.</summary>
    public static bool IsProperty(MethodRef target) =>
        target.Name.StartsWith("get_", StringComparison.Ordinal) && target is { ParameterCount: 0, HasReceiver: true } && target.Name is not ("get_Current" or "get_Result");

    /// <summary>The same value, or the same property of the same object.</summary>
    public static bool AreSame(MethodFact method, ValueFact a, ValueFact b)
    {
        if (a.Kind == ValueKind.Unknown)
        {
            return false;
        }

        if (a == b)
        {
            return true;
        }

        return Values.Source(method, a) is { } left
            && Values.Source(method, b) is { } right
            && left.Target.Id == right.Target.Id
            && IsProperty(left.Target)
            && (left.Receiver.Kind == ValueKind.This || AreSame(method, left.Receiver, right.Receiver));
    }
}
