using System.Globalization;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.PerItem;
using IntentContracts.Analysis.Rules.Swallowing;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>Which calls of a body block: what the catalogues say of them, as far as stream, query, timeout and task do not say otherwise.</summary>
internal sealed class BlockingCalls
{
    private readonly RuleContext _context;
    private readonly ChosenBranches _branches;
    private readonly CompletedTasks _tasks;
    private readonly StreamOrigins _streams;
    private readonly ContentReads _contents;
    private readonly AsyncSequences _sequences;
    private readonly QueryOrigins _queries;
    private readonly HandedQueries _handed;
    private readonly XmlReaders _readers;
    private readonly XmlAddresses _addresses;
    private readonly SynchronousTwins _twins;
    private readonly GeneratedStubs _stubs;
    private readonly RetryPauses _pauses;
    private readonly Dictionary<MethodNode, IReadOnlyList<BlockingCall>> _known = [];

    public BlockingCalls(RuleContext context, ChosenBranches branches)
    {
        _context = context;
        _branches = branches;
        var given = context.Graph.GivenValues;
        _tasks = new(context.Graph, context.Catalogue, context.Flows, given);
        _streams = new(context.Graph, context.Catalogue, context.Flows, given);
        _contents = new(_streams, context.Catalogue, context.Flows);
        _sequences = new(context.Graph, given);
        _queries = new(given);
        _handed = new(given, _queries);
        _readers = new(given);
        _addresses = new(given);
        _twins = new(context.Graph);
        _stubs = new(context.Graph);
        _pauses = new(context.Graph, context.Catalogue);
    }

    /// <summary>In site order.</summary>
    public IReadOnlyList<BlockingCall> In(MethodNode node)
    {
        if (!_known.TryGetValue(node, out var calls))
        {
            _known.Add(node, calls = Find(node));
        }

        return calls;
    }

    /// <summary>A call as it is on one way to its body: what that hands over decides whether it waits for anything; null when it does not.</summary>
    public BlockingCall? On(MethodNode node, BlockingCall call, Way way)
    {
        var site = node.Method.Sites[call.Site];
        var again = _context.Catalogue.Of<BlocksMeaning>(site.Target) switch
        {
            { When: Blocks.OverStream } meaning => Stream(node, call.Site, site, meaning, way),
            { When: Blocks.Waiting } when site.Target.HasReceiver && Waits.IsForTask(site.Target) && (_tasks.IsDone(node, call.Site, site.Receiver, way) || _contents.AreDone(node, site.Receiver, way)) => null,
            { When: Blocks.OverQuery } when _handed.IsListOn(node, Sequence(site), way) => null,
            _ => call,
        };
        return again is null ? null : again with { Identity = call.Identity, Certain = call.Certain && again.Certain };
    }

    private List<BlockingCall> Find(MethodNode node)
    {
        var calls = new List<BlockingCall>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            if (Read(node, i) is { } call && !_branches.IsSynchronous(node, i))
            {
                seen.TryGetValue(call.What, out var before);
                seen[call.What] = before + 1;
                calls.Add(before == 0 ? call : call with { Identity = call.What + "#" + (before + 1).ToString(CultureInfo.InvariantCulture) });
            }
        }

        return calls;
    }

    private BlockingCall? Read(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        if (_context.Graph.CompiledQueries?.Waits(node.Method, site) == true)
        {
            return new(index, Certain: true, WaitsForTask: false, "a compiled query", "EF.CompileAsyncQuery");
        }

        if (IsConnecting(site))
        {
            return new(index, Certain: true, WaitsForTask: false, "new TcpClient", "TcpClient.ConnectAsync");
        }

        if (_addresses.Fetches(node, site) is { } certain)
        {
            return new(index, certain, WaitsForTask: false, "XmlReader.Create", "HttpClient.GetStreamAsync");
        }

        if (site.Kind == SiteKind.New && _context.Catalogue.Of<BlocksMeaning>(site.Target) is { When: Blocks.OverQuery } filled)
        {
            return Query(node, index, site, filled); // new List<Order>(query)
        }

        if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall or SiteKind.Delegate) || (StaticTypes.IsAsynchronous(site.Target.Returns) && !OnlyLooksAsynchronous(site.Target))
            || UnheardClients.IsForgotten(site))
        {
            return null;
        }

        if (site.Kind == SiteKind.Delegate && !IsRunHere(node, site))
        {
            return null;
        }

        if (_context.Catalogue.Of<BlocksMeaning>(site.Target) is not { } meaning)
        {
            return _pauses.Holds(node, site) ? new(index, Certain: true, WaitsForTask: false, $"the pauses of {Names.Member(site.Target)}", RetryPauses.Sibling(site))
                : _stubs.Of(site) is { } stub ? new(index, Certain: true, WaitsForTask: false, Names.Member(site.Target), stub)
                : _twins.Of(site) is { } twin ? new(index, Certain: false, WaitsForTask: false, Names.Member(site.Target), twin)
                : null;
        }

        return OwnOverrides.Are(_context.Graph, node, index) ? null : meaning.When switch
        {
            Blocks.Waiting => Wait(node, index, site, meaning),
            Blocks.OverStream => Stream(node, index, site, meaning, Way.Any),
            Blocks.OverQuery => Query(node, index, site, meaning),
            _ => TargetFrameworks.Have(node.Assembly, meaning.Since) && !IsForeignReader(node.Method, site) && !IsUnblocked(node, index, site) && !_sequences.AreThere(node, site) && !TrackedFinds.AreAttached(_context.Flows.Of(node.Method), index) ? Call(node, index, site, meaning, certain: !IsBuffered(node, site) && !IsOneValue(node.Method, index, site) && !SynchronousProviders.Are(node.Method, site) && !KeptOnce.Is(_context.Flows.Of(node.Method), index)) : null,
        };
    }

    /// <summary>Made with the name of a host and a port, a client is connected; made with an address of its own, or with nothing, it is not.</summary>
    private static bool IsConnecting(SiteFact site) => site is { Kind: SiteKind.New, Target: { Type: "System.Net.Sockets.TcpClient", ParameterCount: 2 } };

    /// <summary>A sequence that it turns into an asynchronous one, or whose items it adds one by one, it goes through as ever.</summary>
    private static bool OnlyLooksAsynchronous(MethodRef target) => target is { Type: "System.Linq.AsyncEnumerable", Name: "ToAsyncEnumerable" } or { Name: "AddRangeAsync" };

    /// <summary>What is declared as a reader of another kind (of a spreadsheet, of a file with commas) is none of a database, and has no sibling to await.</summary>
    private static bool IsForeignReader(MethodFact method, SiteFact site) =>
        site.Target.Type == "System.Data.IDataReader" && StaticTypes.Of(method, site.Receiver) is { Name: var shown } && !shown.StartsWith("System.Data.", StringComparison.Ordinal);

    /// <summary><c>socket.Blocking = false;</c>: what cannot be done at once fails.</summary>
    private bool IsUnblocked(MethodNode node, int index, SiteFact site) =>
        site.Target.Type == "System.Net.Sockets.Socket"
        && PutProperties.Of(_context.Flows.Of(node.Method), site.Receiver, "Blocking", index) is { Count: > 0 } put
        && put.All(IsZero);

    /// <summary>A file of a form has arrived with the form: it is in memory, or beside it on the disk.</summary>
    private bool IsBuffered(MethodNode node, SiteFact site) =>
        site.Target is { Type: "Microsoft.AspNetCore.Http.IFormFile", Name: "CopyTo" } && _streams.Of(node, Values.Argument(site, 0)) == Medium.Memory;

    /// <summary><c>File.ReadAllText(path).Trim()</c>: what of a whole file only the white space around it is cut off holds one value, a key or a secret, and is a few bytes long.</summary>
    private static bool IsOneValue(MethodFact method, int index, SiteFact site) =>
        site.Target is { Type: "System.IO.File", Name: "ReadAllText" }
        && method.Sites.Where(s => s.Receiver == Values.ResultOf(index) || s.Arguments.Contains(Values.ResultOf(index))).ToList() is { Count: > 0 } uses
        && uses.TrueForAll(s => s.Target is { Type: "System.String", Name: "Trim" or "TrimEnd" });

    private static BlockingCall Call(MethodNode node, int index, SiteFact site, BlocksMeaning meaning, bool certain) =>
        EmbeddedDatabases.IsAsked(node.Method, site)
            ? new(index, Certain: false, WaitsForTask: false, Names.Member(site.Target), "") { IsEmbedded = true }
            : new(index, certain, WaitsForTask: false, Names.Member(site.Target), meaning.Instead(site.Target.Name));

    /// <summary>A method group is a call where its consumer runs it there and then.</summary>
    private bool IsRunHere(MethodNode node, SiteFact site) =>
        site.Consumer >= 0
        && node.Method.Sites[site.Consumer].Target is var consumer
        && _context.Catalogue.OfCall(consumer.Type, consumer.Name) is RunsMeaning { Mode: RunMode.Inline or RunMode.EachItem or RunMode.Retrying };

    private BlockingCall? Wait(MethodNode node, int index, SiteFact site, BlocksMeaning meaning)
    {
        if (HasNoTime(node.Method, site) || EndsProcess(node.Method, index))
        {
            return null;
        }

        var isTask = Waits.IsForTask(site.Target);
        var isThere = site.Kind != SiteKind.Delegate && site.Target.HasReceiver
            && (isTask ? _tasks.IsDone(node, index, site.Receiver) || _contents.AreDone(node, site.Receiver, Way.Any) : _tasks.IsSignalled(node, index, site.Receiver));
        if (isThere)
        {
            return null;
        }

        return isTask
            ? new(index, Certain: !_tasks.IsAskedElsewhere(node, site.Receiver), WaitsForTask: true, Waits.Describe(node.Method, site), "")
            : Call(node, index, site, meaning, certain: true) with { WaitsForTask = Waits.IsForTasks(site.Target) };
    }

    /// <summary>A timeout of zero asks and goes on.</summary>
    private static bool HasNoTime(MethodFact method, SiteFact site)
    {
        var parameters = DocIdParameters.Of(site.Target.Id);
        for (var a = 0; a < parameters.Count; a++)
        {
            var value = Values.Argument(site, a);
            if (parameters[a] switch
            {
                "System.Int32" => IsZero(value),
                "System.TimeSpan" => value is { Kind: ValueKind.Field, Text: "F:System.TimeSpan.Zero" }
                    || (Values.Source(method, value) is { Target.Type: "System.TimeSpan" } span && IsZero(Values.Argument(span, 0))),
                _ => false,
            })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the process ends behind a pause whatever happens: it gives the loggers time.</summary>
    private static bool EndsProcess(MethodFact method, int site)
    {
        var ends = new HashSet<int>(Enumerable.Range(site + 1, method.Sites.Count - site - 1)
            .Where(i => method.Sites[i].Target is { Type: "System.Environment", Name: "FailFast" or "Exit" })
            .Select(i => method.Body.BlockOfSite[i]));
        if (ends.Count == 0)
        {
            return false;
        }

        var seen = new HashSet<int> { method.Body.BlockOfSite[site] };
        var queue = new Queue<int>(seen);
        while (queue.Count > 0)
        {
            var block = queue.Dequeue();
            if (ends.Contains(block))
            {
                continue;
            }

            if (method.Body.Blocks[block].Next.Count == 0)
            {
                return false;
            }

            foreach (var next in method.Body.Blocks[block].Next.Where(seen.Add))
            {
                queue.Enqueue(next);
            }
        }

        return true;
    }

    private static bool IsZero(ValueFact value) => value is { Kind: ValueKind.Number, Text: "0" };

    private BlockingCall? Stream(MethodNode node, int index, SiteFact site, BlocksMeaning meaning, Way way)
    {
        var parameters = DocIdParameters.Of(site.Target.Id);
        var isXml = site.Target is { Type: "System.Xml.XmlReader", Name: "Read" };
        if (isXml && !_readers.ReadAsynchronously(node, site.Receiver))
        {
            return null; // ReadAsync would throw
        }

        var isStreams = IsStream(site.Target.Type);
        var media = new List<(Medium Leads, ValueFact Value)>();
        if (isStreams && site.Target.HasReceiver)
        {
            if (StaticTypes.Of(node.Method, site.Receiver) is { } type && _context.Graph.IsOwn(type.Assembly) && node.EdgesAt(index).Count > 0)
            {
                return null; // an own stream: what it does, its body shows
            }

            media.Add((_streams.Of(node, site.Receiver, way), site.Receiver));
        }

        for (var a = 0; a < parameters.Count; a++)
        {
            if (IsStream(parameters[a]))
            {
                media.Add((_streams.Of(node, Values.Argument(site, a), way), Values.Argument(site, a)));
            }
            else if (a == 0 && parameters[a] == "System.String" && site.Target.Type.StartsWith("System.Xml.", StringComparison.Ordinal))
            {
                media.Add((Medium.Outside, ValueFact.Unknown)); // the name of a file
            }
        }

        if (media.Count == 0 || media.All(m => m.Leads == Medium.Memory))
        {
            return null;
        }

        var isCertain = media.Any(m => m.Leads == Medium.Outside);
        return isCertain || media.Any(m => m.Leads == Medium.Unknown && IsWorthAsking(node, m.Value)) ? Call(node, index, site, meaning, isCertain && !isXml) : null;
    }

    /// <summary>A stream of which nothing is said may lead anywhere; a writer mostly leads to text, and code that was written for any of them chooses neither.</summary>
    private static bool IsWorthAsking(MethodNode node, ValueFact value) =>
        StaticTypes.Of(node.Method, value) is { } type && StaticTypes.Awaited(type).Name is not ("System.IO.TextWriter" or "System.IO.TextReader" or "System.Xml.XmlReader" or "System.Xml.XmlWriter");

    private static bool IsStream(string type) => type is
        "System.IO.Stream" or "System.IO.TextReader" or "System.IO.TextWriter" or "System.IO.StreamReader" or "System.IO.StreamWriter" or
        "System.Xml.XmlReader" or "System.Xml.XmlWriter" or "System.Net.Http.HttpContent";

    private static ValueFact Sequence(SiteFact site) => site.Target.Name == "GetEnumerator" ? site.Receiver : Values.Argument(site, TakenSequences.Position(site.Target));

    private BlockingCall? Query(MethodNode node, int index, SiteFact site, BlocksMeaning meaning)
    {
        if (site.Kind == SiteKind.Delegate)
        {
            return null;
        }

        var isLoop = site.Target.Name == "GetEnumerator";
        var sequence = Sequence(site);
        var origin = _queries.Of(node, sequence) is var own && own == QueryOrigin.Memory ? _handed.Of(node, sequence) : own;
        if (origin == QueryOrigin.Memory)
        {
            return null;
        }

        var name = Names.Member(site.Target);
        return Call(node, index, site, meaning, origin == QueryOrigin.Database) with
        {
            Instead = origin == QueryOrigin.Database ? meaning.Sibling : meaning.Sibling.Substring(meaning.Sibling.LastIndexOf('.') + 1),
            What = isLoop ? "foreach over a query" : TakenSequences.IsOfQueries(site.Target) ? name : name + " over a query",
            Identity = isLoop ? "foreach" : name,
        };
    }
}
