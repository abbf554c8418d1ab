namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>What the C# compiler's own names mean (Roslyn: GeneratedNames). The only place that knows them.</summary>
internal static class CompilerNames
{
    public const string This = "<>4__this";
    public const string State = "<>1__state";

    /// <summary>Set when the consumer of an async iterator stops before its end.</summary>
    public const string DisposeMode = "<>w__disposeMode";

    /// <summary>The entry point that waits for an async Main.</summary>
    public const string AsyncMain = "<Main>";
    public const string Current = "<>2__current";

    /// <summary><c>&lt;Owner&gt;b__0_1</c>.</summary>
    public static bool IsLambda(string name) => name.Length > 0 && name[0] == '<' && name.IndexOf(">b__", StringComparison.Ordinal) > 0;

    /// <summary><c>&lt;Owner&gt;g__Local|0_1</c>.</summary>
    public static bool IsLocalFunction(string name) =>
        name.Length > 0 && name[0] == '<' && name.IndexOf(">g__", StringComparison.Ordinal) > 0 && name.IndexOf('|') > 0;

    public static string LocalFunction(string name)
    {
        var start = name.LastIndexOf(">g__", StringComparison.Ordinal) + 4;
        var end = name.IndexOf('|', start);
        return end < 0 ? name.Substring(start) : name.Substring(start, end - start);
    }

    /// <summary>The method that a lambda or local function was written in, as far as its name says (overloads share it).</summary>
    public static string OwnerName(string name)
    {
        var end = name.LastIndexOf(IsLocalFunction(name) ? ">g__" : ">b__", StringComparison.Ordinal);
        return end > 0 ? name.Substring(1, end - 1) : "";
    }

    /// <summary><c>&lt;&gt;n__0</c>: a thunk through which a lambda calls a base method.</summary>
    public static bool IsAnonymousType(string type) => type.StartsWith("<>f__AnonymousType", StringComparison.Ordinal);

    /// <summary>What <c>[a, b]</c> is wrapped in where a sequence is asked for.</summary>
    public static bool IsReadOnlyCollection(string type) => type.StartsWith("<>z__ReadOnly", StringComparison.Ordinal);

    public static bool IsBaseThunk(string name) => name.StartsWith("<>n__", StringComparison.Ordinal);

    /// <summary><c>&lt;&gt;m__Finally1</c>: a finally block of an iterator.</summary>
    public static bool IsIteratorFinally(string name) => name.StartsWith("<>m__Finally", StringComparison.Ordinal);

    /// <summary>
    /// Closures, state machines, anonymous types, inline data. A file-local type (<c>&lt;File&gt;F0123…__Name</c>) starts the same way, but is the user's
    /// or a generator's.
    /// </summary>
    public static bool IsCompilersType(string name)
    {
        if (name.Length == 0 || name[0] != '<')
        {
            return false;
        }

        var end = name.IndexOf(">F", StringComparison.Ordinal);
        var underscores = end < 0 ? -1 : name.IndexOf("__", end, StringComparison.Ordinal);
        return underscores - end != 66;
    }

    /// <summary>Fields of a state machine through which it talks to the runtime: builder, awaiters, promise, combined tokens.</summary>
    public static bool IsMachinery(string field) =>
        field.StartsWith("<>t__", StringComparison.Ordinal) || field.StartsWith("<>u__", StringComparison.Ordinal)
        || field.StartsWith("<>v__", StringComparison.Ordinal) || field.StartsWith("<>x__", StringComparison.Ordinal);

    /// <summary>Where an expression waits while another is awaited: used again and again, each time read right behind the write, in IL order.</summary>
    public static bool IsSpill(string field) =>
        field.StartsWith("<>s__", StringComparison.Ordinal) || field.StartsWith("<>7__wrap", StringComparison.Ordinal);

    /// <summary><c>&lt;&gt;3__name</c>: an iterator's untouched copy of a parameter.</summary>
    public static string? ParameterCopy(string field) => field.StartsWith("<>3__", StringComparison.Ordinal) ? field.Substring(5) : null;

    /// <summary><c>&lt;&gt;9</c>: the one instance that holds the lambdas without captures.</summary>
    public static bool IsSharedClosure(string field) => field == "<>9";

    /// <summary><c>&lt;&gt;9__0_1</c> for a lambda, <c>&lt;0&gt;__Name</c> for a method group.</summary>
    public static bool IsDelegateCache(string field) =>
        field.StartsWith("<>9__", StringComparison.Ordinal) || (field.Length > 1 && field[0] == '<' && field[1] is >= '0' and <= '9');

    /// <summary>A closure in a closure.</summary>
    public static bool IsOuterClosure(string field) => field.StartsWith("CS$<>8__locals", StringComparison.Ordinal);
}
