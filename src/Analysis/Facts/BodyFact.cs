namespace IntentContracts.Analysis.Facts;

/// <summary>How control moves through a folded body, exceptions included: what <c>Flow</c> computes dominators, loops and held locks from.</summary>
/// <param name="Blocks">Basic blocks in IL order; the body begins in block 0.</param>
/// <param name="Regions">What protects what, inner before outer. Regions that only the compiler asked for (around MoveNext, behind a finally with an await in it) are left out.</param>
/// <param name="BlockOfSite">Block of each site. Sites of one block run in their order.</param>
/// <param name="Steps">Returns, throws, stores and awaits that are no site, in IL order.</param>
/// <param name="Locals">Types of the locals that sites name by their slot, and of what is captured by its name.</param>
internal sealed record BodyFact(
    IReadOnlyList<BlockFact> Blocks,
    IReadOnlyList<RegionFact> Regions,
    IReadOnlyList<int> BlockOfSite,
    IReadOnlyList<StepFact> Steps,
    IReadOnlyList<LocalFact> Locals)
{
    public static BodyFact None { get; } = new([], [], [], [], []);

    private readonly SettledTests _settled = SettledTests.Of(Blocks, Regions, Steps);

    public IReadOnlyList<BlockFact> Blocks
    {
        get => _settled.Blocks;
        init => _settled = _settled with { Blocks = value };
    }

    /// <summary>Branches that the compiled code has and that no run takes; they are none of <see cref="Blocks"/>.</summary>
    public IReadOnlyList<(int From, int To)> Untaken => _settled.Untaken;

    /// <summary>What blocks ask of the method's own parameters, and of what properties and fields hold, at their end, in IL order: a switch asks once for each of its cases.</summary>
    public IReadOnlyList<CaseFact> Cases { get; init; } = [];

    /// <summary>Whether any block ends in a test of one value.</summary>
    public bool HasTests { get; } = Blocks.Any(static block => block.IsTest);

    /// <summary>Whether a block that leads nowhere is the end of a when clause, or of a finally: control goes on from there, though no edge shows it.</summary>
    public bool IsResumed(int block) => Regions.Any(r => r.Filter.Contains(block) || (!r.IsCatch && r.Handler.Contains(block)));

    /// <summary>Whether the body comes back to its caller at the end of a block, without having thrown.</summary>
    public bool Returns(int block) => Blocks[block].Next.Count == 0 && !IsResumed(block) && !Steps.Any(s => s.Block == block && s.Kind is StepKind.Throw or StepKind.Rethrow);
}

/// <summary>A local that is assigned more than once, or captured: what it holds is not known, but what it can hold is.</summary>
internal sealed record LocalFact(string Slot, TypeName Type);

/// <summary>A parameter, or what a property or field holds, is compared with a number, and nothing else decides where the block goes on. The first case that holds is taken.</summary>
/// <param name="Asked">The parameter, the result of the getter, the field, or the local that a switch jumps by.</param>
/// <param name="WhenTrue">The next block when the comparison holds.</param>
/// <param name="WhenFalse">The next block when no case of the block holds.</param>
internal sealed record CaseFact(int Block, ValueFact Asked, Comparison Compares, int Against, int WhenTrue, int WhenFalse);

/// <param name="Next">Blocks that can run right after it when nothing is thrown, also those to which only a handler leads. A leave goes to its target and to the finally blocks on its way.</param>
/// <param name="Tested">What decides where it goes on, where the code shows it: the result of a call, a parameter, a field, a local. Unknown otherwise.</param>
/// <param name="WhenTrue">The next block when <paramref name="Tested"/> is true (not null, not zero); -1 when it ends in no such test.</param>
/// <param name="WhenFalse">The next block otherwise; -1 when it ends in no such test.</param>
/// <param name="Compares">For two tasks (<see cref="ValueKind.Many"/>), of which one is what WhenAny gave: whether they are, or are not, the same. For a number: what <paramref name="Tested"/>, as it is at the end of the block, is compared with <paramref name="Against"/> for (<see cref="int.MaxValue"/> where an array is as long as something that the code does not show); of how many elements a list has only whether they are more than a few; <see cref="Comparison.None"/> when it is tested for itself.</param>
/// <param name="OfType">For a parameter, or the result of a call: the type that it is asked for (<c>x is T</c>, <c>x as T</c>), without its arguments; empty when it is tested for itself.</param>
internal sealed record BlockFact(IReadOnlyList<int> Next, ValueFact Tested, int WhenTrue, int WhenFalse, Comparison Compares, int Against, string OfType = "")
{
    /// <summary>Whether it ends in a test of one value; the end of a when clause is one, too, with nowhere to go when it is false.</summary>
    public bool IsTest => WhenTrue >= 0 && WhenFalse >= 0;

    /// <summary>What is true (not null, not zero) where it goes on when the test is true.</summary>
    public IReadOnlyList<ValueFact> True => Compares == Comparison.Each ? Tested.Elements : [Tested];

    /// <summary>Where it goes on when <see cref="Tested"/> is true (not null, not zero) and when it is not, by itself or compared with zero; null for any other test.</summary>
    public (int Yes, int No)? Sides => this switch
    {
        { Compares: Comparison.None } or { Compares: Comparison.NotEqual, Against: 0 } => (WhenTrue, WhenFalse),
        { Compares: Comparison.Equal, Against: 0 } => (WhenFalse, WhenTrue),
        _ => null,
    };
}

internal enum Comparison
{
    None,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>No number: each of several values (<see cref="ValueKind.Many"/>) is true when the test is. A release build makes <c>a &amp;&amp; flag</c> into it.</summary>
    Each,
}

internal enum RegionKind
{
    Catch,

    /// <summary>A catch with a when clause.</summary>
    Filter,
    Finally,
    Fault,
}

/// <summary>A protected range and what handles it.</summary>
/// <param name="Catches">The exception's type; <c>System.Object</c> for a bare catch; null for finally and fault. For a filter the type that it tests for first.</param>
/// <param name="Try">Blocks of the protected range, in IL order, with those of regions inside it.</param>
/// <param name="Handler">Blocks of the handler as the user wrote it, its first one first; for a catch with an await in it, those that the compiler put behind the try.</param>
/// <param name="Filter">Blocks of the when clause, its first one first; empty for others.</param>
/// <param name="Span">Where the handler begins; for a filter, its when clause.</param>
internal sealed record RegionFact(
    RegionKind Kind,
    TypeName? Catches,
    IReadOnlyList<int> Try,
    IReadOnlyList<int> Handler,
    IReadOnlyList<int> Filter,
    SourceSpan Span)
{
    public bool IsCatch => Kind is RegionKind.Catch or RegionKind.Filter;
}

internal enum StepKind
{
    /// <summary>The method returns <see cref="StepFact.Value"/>: also where an early return only stores what is returned later. Not noted for methods without a result.</summary>
    Return,

    /// <summary><see cref="StepFact.Value"/> is thrown.</summary>
    Throw,

    /// <summary>throw; in a handler.</summary>
    Rethrow,

    /// <summary>A local that is assigned more than once gets <see cref="StepFact.Value"/>. In bodies without a catch or a loop only numbers, tasks that a call has begun, and what a test of the body asks for are noted.</summary>
    LocalWrite,

    /// <summary>A local grows by the number <see cref="StepFact.Value"/>, which can be negative.</summary>
    Increment,

    /// <summary><see cref="StepFact.Value"/> has been awaited: it is completed, or the await has thrown.</summary>
    Await,

    /// <summary>A parameter of the user's method is assigned (also through ref or out). Noted in bodies with a catch or a loop.</summary>
    ParameterWrite,

    /// <summary>What a handler caught (<see cref="StepFact.Value"/>) is asked whether it is of the type that <see cref="StepFact.Slot"/> names; a parameter where that is an exception.</summary>
    TypeTest,

    /// <summary>A lambda or local function of the body sees <see cref="StepFact.Value"/> under the name <see cref="StepFact.Slot"/> (<see cref="ValueKind.Captured"/>).</summary>
    Capture,

    /// <summary>An element of the array that the field <see cref="StepFact.Value"/> holds is stored.</summary>
    ElementWrite,

    /// <summary>The store before it made a local grow by something that is no number: <c>offset += page.Count</c>.</summary>
    Advance,

    /// <summary>A local is compared with how many a sequence has: <c>i &lt; hosts.Length</c>, also where it is a foreach over an array.</summary>
    Walk,

    /// <summary>A statement that goes elsewhere and does nothing else, in a body that may take a lock: <c>return;</c>, a break.</summary>
    Leave,
}

/// <param name="SitesBefore">How many sites stand before it in IL order: it runs after the site with this number less one, where both are of one block.</param>
/// <param name="Slot">For a store: which local or parameter, the same text wherever the body stores or tests it (<see cref="ValueKind.Local"/>); empty otherwise.</param>
internal sealed record StepFact(StepKind Kind, int Block, int SitesBefore, ValueFact Value, string Slot, SourceSpan Span);
