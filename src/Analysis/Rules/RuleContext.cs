using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Analysis.Rules.PerItem;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Analysis.Rules.Swallowing;
using IntentContracts.Analysis.Rules.Transactions;

namespace IntentContracts.Analysis.Rules;

/// <summary>What every rule may look at.</summary>
/// <param name="Built">The assembly that was just compiled: local laws speak of it alone.</param>
/// <param name="Scope">Whether everything is looked at, or critical paths.</param>
/// <param name="Entries">Entry points that this check answers for.</param>
/// <param name="SeesEverything">The project is a program: what none of its paths shows does not happen in it. A library has callers elsewhere.</param>
/// <param name="NamesNothing">Catalogue lines and entry point patterns that name what does not exist, and lines that cannot be read.</param>
/// <param name="Unreadable">Assemblies that could not be opened, with the reason.</param>
internal sealed record RuleContext(
    CodeGraph Graph,
    Catalogue Catalogue,
    CheckScope Scope,
    AssemblyFacts? Built,
    IReadOnlyList<EntryPoint> Entries,
    Ownership Ownership,
    bool SeesEverything,
    bool EnforcementWasAskedFor,
    IReadOnlyList<CatalogueProblem> NamesNothing,
    IReadOnlyList<UnreadableAssembly> Unreadable)
{
    /// <summary>The day on which this is judged.</summary>
    public DateTime Today { get; init; }

    private readonly SharedAnswers _shared = new(Graph, Catalogue, Entries);
    private HashSet<MethodNode>? _workLoops;
    private BlockingReach? _blocking;
    private Callers? _callers;
    private Conditions? _conditions;
    private FailureAnalysis? _failures;
    private LockIndex? _locks;
    private TransactionContext? _transactions;
    private RetryMap? _retries;
    private Remembered? _remembered;

    /// <summary>Entry points that may loop for as long as the program lives.</summary>
    public HashSet<MethodNode> WorkLoops => _workLoops ??= [.. Entries.Where(e => e.IsWorkLoop).Select(e => e.Node)];

    /// <summary>The calls backwards; made when the first rule asks.</summary>
    public Callers Callers => _callers ??= new(Graph, Entries.Select(e => e.Node));

    /// <summary>What any entry point comes to, whatever is declared on the way: where a rule that needs no path of its own may report, and by which path.</summary>
    public EntryReach Reach => _shared.Reach;

    /// <summary>What only the start of the program comes to, or that as well.</summary>
    public EntryReach StartupReach => _shared.StartupReach;

    /// <summary>What the service's own entry points come to.</summary>
    public EntryReach CriticalReach => _shared.CriticalReach;

    /// <summary>Which flow comes where and what blocks there; both rules of the area ask.</summary>
    public BlockingReach Blocking => _blocking ??= new(this);

    /// <summary>What can fail, and what becomes of failures; made when the first rule asks.</summary>
    public FailureAnalysis FailureAnalysis => _failures ??= new(Graph, Catalogue, Flows);

    /// <summary>Guards, accesses and held locks; made when the first rule asks.</summary>
    public LockIndex Locks => _locks ??= new(this);

    /// <summary>Where transactions are open, and who runs inside them.</summary>
    public TransactionContext Transactions => _transactions ??= new(this);

    /// <summary>The control flow of any body.</summary>
    public Flows Flows => _shared.Flows;

    /// <summary>What calls do not lead to, for what they hand over.</summary>
    public GivenArguments GivenArguments => _shared.GivenArguments;

    /// <summary>What the object of a call keeps its base class from running.</summary>
    public GivenReceivers GivenReceivers => _shared.GivenReceivers;

    /// <summary>Everything that tries again, and what it repeats; made when the first rule asks.</summary>
    public RetryMap Retries => _retries ??= new(this);

    /// <summary>What is asked only while the answer is not known; both rules about questions ask.</summary>
    public Remembered Remembered => _remembered ??= new(this);

    /// <summary>Which refusals have had something to silence.</summary>
    public Refusals Refusals => _shared.Refusals;

    /// <summary>The conditions of all own assemblies with the generated members that evaluate them.</summary>
    public Conditions Conditions => _conditions ??= new(Graph);

    /// <summary>The same for rules that run beside others: what they work out is theirs, but for what all of them ask.</summary>
    public RuleContext Apart()
    {
        var apart = this with { };
        (apart._workLoops, apart._blocking, apart._callers, apart._conditions, apart._failures) = (null, null, null, null, null);
        (apart._locks, apart._transactions, apart._retries, apart._remembered) = (null, null, null, null);
        return apart;
    }

    /// <summary>What rules of all areas ask; each can be asked by several of them at the same time.</summary>
    private sealed class SharedAnswers
    {
        private readonly Lazy<EntryReach> _reach;
        private readonly Lazy<EntryReach> _startup;
        private readonly Lazy<EntryReach> _critical;

        public SharedAnswers(CodeGraph graph, Catalogue catalogue, IReadOnlyList<EntryPoint> entries)
        {
            GivenReceivers = new(graph);
            GivenArguments = new(Flows, new(graph, catalogue), new(graph, Flows), GivenReceivers);
            _reach = new(() => new(entries, excludes: GivenArguments.Exclude));
            _startup = new(() => new([.. entries.Where(e => e.IsStartup)], follows: StartUpCode.Runs));
            _critical = new(() => new([.. entries.Where(e => e.IsCritical && !e.IsStartup)]));
        }

        public Flows Flows { get; } = new();

        public GivenArguments GivenArguments { get; }

        public GivenReceivers GivenReceivers { get; }

        public Refusals Refusals { get; } = new();

        public EntryReach Reach => _reach.Value;

        public EntryReach StartupReach => _startup.Value;

        public EntryReach CriticalReach => _critical.Value;
    }
}

internal sealed record UnreadableAssembly(string File, string Reason);
