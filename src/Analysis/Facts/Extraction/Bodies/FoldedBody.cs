using System.Reflection.Metadata;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>What the passes over one folded body share: an iterator's finally blocks are bodies of their own, read into the same list of sites.</summary>
internal sealed class FoldedBody
{
    public FoldedBody(BodyContext context, MethodDefinitionHandle method)
    {
        Context = context;
        IsMachine = context.Folding.BodyOf(method) != method;
        IsAsync = context.Folding.Machine(method)?.Kind == StateMachineKind.Async;
        IsIterator = context.Folding.Machine(method)?.Kind == StateMachineKind.Iterator;
        var metadata = context.Image.Metadata;
        IsAsyncMain = metadata.StringComparer.Equals(metadata.GetMethodDefinition(method).Name, CompilerNames.AsyncMain);
        Hoisted = new HoistedValues(context, method, IsMachine);
    }

    public BodyContext Context { get; }

    /// <summary>Whether the statements stand in a state machine.</summary>
    public bool IsMachine { get; }

    /// <summary>Whether they stand in the state machine of an asynchronous method that is no iterator.</summary>
    public bool IsAsync { get; }

    /// <summary>Whether they stand in the state machine of an iterator that is not asynchronous.</summary>
    public bool IsIterator { get; }

    public bool IsAsyncMain { get; }

    public HoistedValues Hoisted { get; }

    public List<SiteDraft> Sites { get; } = [];

    /// <summary>Their blocks are instructions until the flow is known.</summary>
    public List<StepFact> Steps { get; } = [];

    /// <summary>Which of the steps are stores that matter only where a test asks for what they set.</summary>
    public HashSet<int> OnlyIfTested { get; } = [];

    public Arrays Arrays { get; } = new();

    /// <summary>By slot.</summary>
    public SortedDictionary<string, TypeName> Locals { get; } = new(StringComparer.Ordinal);
}
