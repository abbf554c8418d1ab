namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// Members of the platform that write where an address points that they are given. A call site does not say <c>ref</c> from <c>in</c>, so these are those whose
/// names leave no doubt.
/// </summary>
internal static class AddressWrites
{
    /// <summary>Whether the call writes through the argument.</summary>
    public static bool Through(MethodRef callee, IReadOnlyList<Value> arguments, int argument) => callee.Type switch
    {
        "System.Threading.Interlocked" => argument == 0 && callee.Name != "Read" && !FillsOnce(callee, arguments),
        "System.Threading.Volatile" => argument == 0 && callee.Name == "Write",
        _ => callee.Name.StartsWith("Try", StringComparison.Ordinal) && argument > 0, // TryParse(text, out _value)
    };

    /// <summary>The usual way to fill a cache that several threads share: it is written only while it is empty.</summary>
    private static bool FillsOnce(MethodRef callee, IReadOnlyList<Value> arguments) =>
        callee.Name == "CompareExchange" && arguments.Count == 3 && arguments[2].Tag == ValueTag.Null;
}
