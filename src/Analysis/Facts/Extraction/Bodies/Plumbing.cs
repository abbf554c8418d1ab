namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// The calls that the compiler makes and nobody wrote, besides those of an await: everything done to a state machine's builder, awaiters and promise,
/// the wait in an async Main's entry point, and helpers that the compiler put into the assembly.
/// </summary>
internal sealed class Plumbing(FoldedBody folded, MethodSpans spans)
{
    public bool Is(Callee callee, Value receiver, int offset) =>
        receiver.Tag == ValueTag.Machinery
        || IsHelper(callee)
        || IsCapture(callee, offset)
        || (folded.IsAsyncMain && callee.Reference.Name is "GetAwaiter" or "GetResult");

    public bool IsIteratorFinally(Callee callee) => IsHelper(callee) && CompilerNames.IsIteratorFinally(callee.Reference.Name);

    private bool IsHelper(Callee callee) =>
        !callee.Definition.IsNil && folded.Context.Folding.IsCompilers(callee.DeclaringDefinition) && !folded.Context.Folding.IsFolded(callee.Definition);

    /// <summary>After a catch or finally with an await in it the compiler throws the kept exception again, where nobody wrote anything.</summary>
    public bool IsRethrow(Callee callee, int offset) => callee.Reference.Name == "Throw" && IsCapture(callee, offset);

    private bool IsCapture(Callee callee, int offset) =>
        folded.IsMachine
        && callee.Reference is { Type: "System.Runtime.ExceptionServices.ExceptionDispatchInfo", Name: "Capture" or "Throw" }
        && (!folded.Context.Symbols.Exist || spans.IsHidden(offset));
}
