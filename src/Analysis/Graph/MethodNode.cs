using IntentContracts.Analysis.Facts;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Graph;

/// <summary>A folded method in the graph. Identity is reference: the builder makes one for each method of each own assembly.</summary>
internal sealed class MethodNode(int index, AssemblyFacts assembly, TypeFact type, MethodFact method)
{
    private readonly List<CallEdge> _edges = [];
    private readonly List<EffectSite> _effects = [];
    private readonly List<UnresolvedSite> _unresolved = [];
    private bool _edgesAreInOrder = true;
    private bool _effectsAreInOrder = true;
    private Action<MethodNode>? _read;

    public int Index { get; } = index;

    public AssemblyFacts Assembly { get; } = assembly;

    public TypeFact Type { get; } = type;

    public MethodFact Method { get; private set; } = method;

    /// <summary>Only a tool runs it, and never the program.</summary>
    public bool IsDesignTime { get; set; }

    /// <summary>In site order.</summary>
    public IReadOnlyList<CallEdge> Edges => Read(_edges);

    /// <summary>Effects of the body itself, in site order.</summary>
    public IReadOnlyList<EffectSite> Effects => Read(_effects);

    public IReadOnlyList<UnresolvedSite> Unresolved => Read(_unresolved);

    /// <summary>Those of one site; none where there is no such site.</summary>
    public IReadOnlyList<CallEdge> EdgesAt(int? site) => site is { } s ? AtSite.Of(Read(_edges), _edgesAreInOrder, s, static edge => edge.Site) : [];

    /// <summary>Those of one site; none where there is no such site.</summary>
    public IReadOnlyList<EffectSite> EffectsAt(int? site) => site is { } s ? AtSite.Of(Read(_effects), _effectsAreInOrder, s, static effect => effect.Site) : [];

    /// <summary>What is declared on the method, for an accessor also on its property, and what it inherits from the interface members that it implements.</summary>
    public IReadOnlyList<AttributeFact> Intents { get; set; } = method.Has(MethodTraits.SpecialName) && method.Related.Count > 0 ? [.. method.Attributes, .. method.Related] : method.Attributes;

    /// <summary>The body opens a transaction before it does anything else that matters.</summary>
    public bool OpensTransaction { get; set; }

    /// <summary>The body starts a host.</summary>
    public bool RunsHost
    {
        get
        {
            Read(_edges);
            return field;
        }
        set;
    }

    /// <summary>What stands around this generated shell; null for anything but a shell.</summary>
    public ManifestGuard? Guard { get; set; }

    /// <summary>The generated shell that runs this core; null for anything but a core.</summary>
    public MethodNode? ShellOfCore { get; set; }

    public bool Declares(string attribute)
    {
        // By index: an enumerator of each list that is asked about would be more garbage than the answer is worth.
        for (var i = 0; i < Intents.Count; i++)
        {
            if (Intents[i].Type == attribute)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Has the sites read when somebody first asks what they are: of a library's references most are never asked.</summary>
    public void ReadLater(Action<MethodNode> read) => _read = read;

    /// <summary>Puts what is known of the body by those around it into its facts, while the graph is being built.</summary>
    public void Reread(MethodFact known) => Method = known;

    public void ReadNow() => Read(_edges);

    public void Add(CallEdge edge)
    {
        _edgesAreInOrder &= _edges.Count == 0 || _edges[_edges.Count - 1].Site <= edge.Site;
        _edges.Add(edge);
    }

    public void Add(EffectSite effect)
    {
        _effectsAreInOrder &= _effects.Count == 0 || _effects[_effects.Count - 1].Site <= effect.Site;
        _effects.Add(effect);
    }

    public void Add(UnresolvedSite site) => _unresolved.Add(site);

    private List<T> Read<T>(List<T> list)
    {
        if (_read is { } read)
        {
            _read = null;
            read(this);
        }

        return list;
    }

    /// <summary>Nodes of one graph are keys of most of its tables: their number is the cheapest hash that there is.</summary>
    public override int GetHashCode() => Index;

    /// <inheritdoc />
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override string ToString() => Method.Id;
}
