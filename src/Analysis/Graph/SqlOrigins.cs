using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// The texts that a statement can begin with where the call that runs it shows none: what locals and fields are given, what own methods return, what a text is put together from. Only its beginning matters: that says whether it reads.
/// </summary>
internal sealed class SqlOrigins(CodeGraph graph)
{
    private const int Deepest = 6;

    private readonly Lazy<ILookup<string, (MethodNode Node, ValueFact Value)>> _stores = new(() => graph.Nodes
        .SelectMany(n => n.Method.Sites.Where(s => s.Kind == SiteKind.FieldWrite).Select(s => (s.Target.Id, Node: n, Value: Values.Argument(s, 0))))
        .ToLookup(s => s.Id, s => (s.Node, s.Value), StringComparer.Ordinal));

    private readonly Lazy<ILookup<string, (MethodNode Node, SiteFact Consumer)>> _consumers = new(() => graph.Nodes
        .SelectMany(n => n.Method.Sites.Where(s => s.Kind == SiteKind.Delegate && s.Consumer >= 0).Select(s => (s.Target.Id, Node: n, Consumer: n.Method.Sites[s.Consumer])))
        .ToLookup(s => s.Id, s => (s.Node, s.Consumer), StringComparer.Ordinal));

    /// <summary>What a Dapper call is given as its statement; null when nothing is known of it, or not of every origin.</summary>
    public IReadOnlyList<string>? Of(MethodNode node, SiteFact call)
    {
        var parameters = DocIdParameters.Of(call.Target.Id);
        for (var a = 0; a < parameters.Count; a++)
        {
            if (parameters[a] == "System.String")
            {
                return Of(node, Values.Argument(call, a));
            }
        }

        return call.Arguments.Select(argument => Values.Source(node.Method, argument)).FirstOrDefault(s => s?.Target.Type == SqlText.Definition) is { } definition ? Of(node, Values.Argument(definition, 0)) : null;
    }

    /// <summary>The same of any call that runs a statement: what it is given itself, or what its command was made with or has been told to run.</summary>
    public IReadOnlyList<string>? Given(MethodNode node, SiteFact call)
    {
        if (DocIdParameters.Of(call.Target.Id).Any(p => p is "System.String" or "System.FormattableString" or SqlText.Definition))
        {
            return call.Arguments.FirstOrDefault(a => Values.Source(node.Method, a) is { Target: { Type: "System.Runtime.CompilerServices.FormattableStringFactory", Name: "Create" } }) is { Kind: ValueKind.Result } formattable
                ? Of(node, Values.Argument(Values.Source(node.Method, formattable)!, 0))
                : Of(node, call);
        }

        if (call.Receiver.Kind is not (ValueKind.Result or ValueKind.New or ValueKind.Local or ValueKind.Field or ValueKind.Parameter))
        {
            return null;
        }

        return Told(node, call.Receiver, Deepest);
    }

    /// <summary>What a command was made with or has been told to run, by the body or by an own helper that makes it, or only adds something to it and gives it back: <c>connection.Create("…").With(out var answer)</c>.</summary>
    private List<string>? Told(MethodNode node, ValueFact command, int depth)
    {
        var told = node.Method.Sites.Where(s => s.Target.Name == "set_CommandText" && s.Receiver == command).Select(s => Values.Argument(s, 0)).ToList();
        var made = Values.Source(node.Method, command);
        if (told.Count == 0 && made is { Kind: SiteKind.New } or { Target: { Name: "CreateCommand", ParameterCount: 1 } })
        {
            told.Add(Values.Argument(made, 0));
        }

        if (told.Count == 0)
        {
            return depth > 0 && made is { Kind: SiteKind.Call } ? ToldByHelper(node, made, depth - 1) : null;
        }

        var texts = told.ConvertAll(value => Of(node, value));
        return texts.TrueForAll(t => t is not null) ? [.. texts.SelectMany(t => t!)] : null;
    }

    private List<string>? ToldByHelper(MethodNode node, SiteFact call, int depth)
    {
        if (graph.Find(call.Target) is not { } helper || helper.Method.Has(MethodTraits.Virtual))
        {
            return null;
        }

        var all = new List<string>();
        foreach (var command in helper.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => s.Value).Distinct())
        {
            var told = helper.Method.Sites.Where(s => s.Target.Name == "set_CommandText" && s.Receiver == command).Select(s => Values.Argument(s, 0))
                .Concat(Values.Source(helper.Method, command) is { Kind: SiteKind.New } made ? [Values.Argument(made, 0)] : [])
                .Where(v => v.Kind == ValueKind.Parameter).ToList();
            var texts = told.Count > 0 ? told.SelectMany(v => Of(node, Values.Argument(call, Values.Index(v) ?? 0)) ?? []).ToList()
                : command.Kind == ValueKind.Parameter ? Told(node, Values.Argument(call, Values.Index(command) ?? 0), depth)
                : Told(helper, command, depth);
            if (texts is not { Count: > 0 })
            {
                return null;
            }

            all.AddRange(texts);
        }

        return all.Count > 0 ? all : null;
    }

    private List<string>? Of(MethodNode node, ValueFact value)
    {
        var texts = new List<string>();
        return Follow(node, value, texts, Deepest) && texts.Count > 0 ? texts : null;
    }

    private bool Follow(MethodNode node, ValueFact value, List<string> texts, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        switch (value.Kind)
        {
            case ValueKind.Text:
                texts.Add(value.Text);
                return value.Text.Trim().Length > 0;
            case ValueKind.Local:
                return All(node.Method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text).Select(s => (node, s.Value)));
            case ValueKind.Field when HandedStates.ItemOf(value.Text) is { } item:
                return All(Handed(node, item));
            case ValueKind.Field:
                return All(_stores.Value[value.Text]);
            case ValueKind.Captured:
                return All(Seen(node, value.Text));
            case ValueKind.Result or ValueKind.New when Values.Index(value) is { } site && site < node.Method.Sites.Count:
                return OfCall(node, site, texts, depth);
            default:
                return false;
        }

        bool All(IEnumerable<(MethodNode Node, ValueFact Value)> origins)
        {
            var any = false;
            foreach (var origin in origins.Where(o => o.Value.Kind != ValueKind.Null))
            {
                any = true;
                if (!Follow(origin.Node, origin.Value, texts, depth - 1))
                {
                    return false;
                }
            }

            return any;
        }
    }

    /// <summary><c>retry.Execute(static s => s.connection.Query(s.sql), (connection, sql: _insert))</c>: the lambda is handed a tuple beside it, and reads the statement out of that.</summary>
    private IEnumerable<(MethodNode Node, ValueFact Value)> Handed(MethodNode lambda, int item) =>
        from made in _consumers.Value[lambda.Method.Id]
        from argument in made.Consumer.Arguments
        let tuple = Values.Source(made.Node.Method, argument)
        where tuple is { Kind: SiteKind.New } && HandedStates.IsTuple(tuple.Target.Type)
        select (made.Node, Values.Argument(tuple, item));

    /// <summary>What a lambda sees under a name.</summary>
    private IEnumerable<(MethodNode Node, ValueFact Value)> Seen(MethodNode lambda, string name) =>
        from made in _consumers.Value[lambda.Method.Id]
        from step in made.Node.Method.Body.Steps
        where step.Kind == StepKind.Capture && step.Slot == name
        select (made.Node, step.Value);

    private bool OfCall(MethodNode node, int index, List<string> texts, int depth)
    {
        var site = node.Method.Sites[index];
        if (site.Target is { Type: "System.String", Name: "Concat" or "Format" or "Join" or "Replace" or "Trim" or "TrimStart" or "TrimEnd" or "ToString" })
        {
            var first = site.Target.HasReceiver ? site.Receiver : Values.Argument(site, 0);
            return Follow(node, first.Kind == ValueKind.Many && first.Elements.Count > 0 ? first.Elements[0] : first, texts, depth - 1);
        }

        // An interpolated text, or one that is put together bit by bit: what is appended first.
        if (site.Target.Name is "ToStringAndClear" or "ToString" && site.Receiver.Kind != ValueKind.Unknown)
        {
            var made = Values.Source(node.Method, site.Receiver);
            return made is { Kind: SiteKind.New, Arguments: { Count: > 0 } given } && given[0].Kind == ValueKind.Text ? Follow(node, given[0], texts, depth - 1)
                : node.Method.Sites.FirstOrDefault(s => s.Receiver == site.Receiver && s.Target.Name.StartsWith("Append", StringComparison.Ordinal)) is { } append && Follow(node, Values.Argument(append, 0), texts, depth - 1);
        }

        if (graph.Find(site.Target) is not { } own || own.Method.Has(MethodTraits.Abstract))
        {
            return false;
        }

        var before = texts.Count;
        var returned = own.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => s.Value).ToList();
        if (returned.Count > 0 && returned.TrueForAll(v => Follow(own, v, texts, depth - 1)))
        {
            return true;
        }

        // Which of several it returns the code may not show (a ? b : c); what they begin with it does.
        texts.RemoveRange(before, texts.Count - before);
        texts.AddRange(own.Method.Sites.SelectMany(s => s.Arguments).SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Where(a => a.Kind == ValueKind.Text && SqlText.Begins(a.Text)).Select(a => a.Text));
        return texts.Count > before;
    }
}
