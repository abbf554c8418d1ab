namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// The calls that the compiler makes and nobody wrote, besides those of an await: everything done to a state machine's builder, awaiters and promise,
/// the wait in an async Main's entry point, and helpers that the compiler put into the assembly.
/// </summary>
/// <param name="rethrows">Where the compiler spelt out a <c>throw;</c>.</param>
internal sealed class Plumbing(FoldedBody folded, Rethrows rethrows)
{
    /// <param name="at">Index of the call.</param>
    public bool Is(Callee callee, Value receiver, int at) =>
        receiver.Tag == ValueTag.Machinery
        || IsHelper(callee)
        || rethrows.Calls.Contains(at)
        || (folded.IsAsyncMain && callee.Reference.Name is "GetAwaiter" or "GetResult");

    public bool IsIteratorFinally(Callee callee) => IsHelper(callee) && CompilerNames.IsIteratorFinally(callee.Reference.Name);

    private bool IsHelper(Callee callee) =>
        !callee.Definition.IsNil && folded.Context.Folding.IsCompilers(callee.DeclaringDefinition) && !folded.Context.Folding.IsFolded(callee.Definition);

    /// <summary>After a catch or finally with an await in it the compiler throws the kept exception again.</summary>
    public bool IsRethrow(Callee callee, int at) => callee.Reference.Name == "Throw" && rethrows.Calls.Contains(at);
}
