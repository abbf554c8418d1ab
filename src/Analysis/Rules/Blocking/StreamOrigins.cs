using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Where a stream, reader or writer leads: by what made it, through what wraps it, and over parameters and fields to what they are given. A read from memory waits for nobody.
/// </summary>
internal sealed class StreamOrigins(CodeGraph graph, Catalogue catalogue, Flows flows, GivenValues given)
{
    private const int Deepest = 5;

    private readonly ResponseContents _contents = new(given);
    private readonly Dictionary<(MethodNode, ValueFact, int), Medium> _known = [];

    /// <summary>By what any of the callers gives.</summary>
    public Medium Of(MethodNode node, ValueFact value) => Of(node, value, Way.Any, Deepest);

    /// <summary>By what is given on one way to the method: other callers say nothing of it.</summary>
    public Medium Of(MethodNode node, ValueFact value, Way way) => Of(node, value, way, Deepest);

    /// <summary>Helpers that hand streams to each other lead to the same value by many ways: it is looked at once for each depth.</summary>
    private Medium Of(MethodNode node, ValueFact value, Way way, int depth)
    {
        if (!way.IsAny)
        {
            return Find(node, value, way, depth);
        }

        if (!_known.TryGetValue((node, value, depth), out var known))
        {
            _known.Add((node, value, depth), known = Find(node, value, way, depth));
        }

        return known;
    }

    private Medium Find(MethodNode node, ValueFact value, Way way, int depth)
    {
        if (depth == 0)
        {
            return Medium.Unknown;
        }

        switch (value.Kind)
        {
            case ValueKind.Null:
                return Medium.Memory;
            case ValueKind.New or ValueKind.Result when Values.Source(node.Method, value) is { } source:
                return OfSource(node, value, source, way, depth);
            case ValueKind.Parameter:
                return ByType(node, value) is var byType and not Medium.Unknown ? byType : OfParameter(node, value, way, depth);
            case ValueKind.Captured:
                return ByType(node, value) is var ofCapture and not Medium.Unknown ? ofCapture : Join(given.Captured(node, value.Text).Select(c => Of(c.Node, c.Value, Way.Any, depth - 1)));
            case ValueKind.Field:
                return ByType(node, value) is var ofField and not Medium.Unknown ? ofField : OfField(node, value, depth);
            default:
                return ByType(node, value);
        }
    }

    private Medium OfSource(MethodNode node, ValueFact value, SiteFact source, Way way, int depth)
    {
        if (TaskValues.IsProperty(source.Target) && PutProperties.Of(flows.Of(node.Method), source.Receiver, source.Target.Name.Substring(4), Values.Index(value)!.Value) is { Count: > 0 } put)
        {
            return Join(put.Select(v => Of(node, v, way, depth - 1)));
        }

        if (ResponseContents.IsOpened(source.Target))
        {
            return _contents.Of(node, source.Receiver, Content);
        }

        if (ResponseContents.IsContent(source.Target))
        {
            return _contents.Of(node, value, Content);
        }

        if (IsOfParts(source))
        {
            return Join(Parts(node, value).Select(part => Of(node, part, way, depth - 1)).DefaultIfEmpty(Medium.Memory));
        }

        if (IsOfUpdatedArchive(node.Method, source))
        {
            return Medium.Memory;
        }

        if (catalogue.Of<StreamMeaning>(source.Target.Type, source.Target.Name) is { } meaning)
        {
            return meaning.Leads != Medium.Unknown ? meaning.Leads : OfWrapped(node, source, way, depth);
        }

        if (ByType(node, value) is var byType and not Medium.Unknown)
        {
            return byType;
        }

        return value.Kind == ValueKind.Result ? OfReturned(node, value, depth) : OfOwn(node, source, way, depth);

        Medium Content(MethodNode at, ValueFact content) => Of(at, content, Way.Any, depth - 1);
    }

    /// <summary><c>new MultipartFormDataContent()</c> leads where what is added to it does.</summary>
    private static bool IsOfParts(SiteFact source) => source is { Kind: SiteKind.New, Target.Type: "System.Net.Http.MultipartFormDataContent" or "System.Net.Http.MultipartContent" };

    /// <summary><c>new ZipArchive(file, ZipArchiveMode.Update)</c> keeps each entry that is opened in memory, and writes when it is disposed of.</summary>
    private static bool IsOfUpdatedArchive(MethodFact method, SiteFact source) =>
        source.Target is { Type: "System.IO.Compression.ZipArchiveEntry", Name: "Open" }
        && Values.Source(method, source.Receiver) is { Target: { Type: "System.IO.Compression.ZipArchive", Name: "CreateEntry" or "GetEntry" } } entry
        && Values.Source(method, entry.Receiver) is { Kind: SiteKind.New, Target.ParameterCount: > 1 } archive
        && Values.Argument(archive, 1) is { Kind: ValueKind.Number, Text: "2" };

    private static IEnumerable<ValueFact> Parts(MethodNode node, ValueFact content) =>
        node.Method.Sites.Where(s => s.Target.Name == "Add" && s.Receiver == content).Select(s => Values.Argument(s, 0));

    /// <summary>A class of ours that hands its stream to the class of the platform that it derives from: <c>class LineWriter(Stream stream) : StreamWriter(stream)</c>.</summary>
    private Medium OfOwn(MethodNode node, SiteFact source, Way way, int depth)
    {
        var made = node.Edges.FirstOrDefault(e => e.Via is null && e.To.Method.Name == ".ctor" && e.To.Method.Type == source.Target.Type && ReferenceEquals(node.Method.Sites[e.Site], source))?.To;
        if (depth == 0 || made?.Method.Sites.FirstOrDefault(s => s is { Kind: SiteKind.Call, Target.Name: ".ctor", Receiver.Kind: ValueKind.This }) is not { } above)
        {
            return Medium.Unknown;
        }

        if (catalogue.Of<StreamMeaning>(above.Target.Type, ".ctor") is not { } meaning)
        {
            return graph.IsOwn(above.Target.Assembly) ? OfOwn(made, above, Way.Any, depth - 1) : Medium.Unknown;
        }

        return meaning.Leads != Medium.Unknown ? meaning.Leads
            : Values.Argument(above, 0) is { Kind: ValueKind.Parameter } handed && Values.Index(handed) is { } parameter && DocIdParameters.Of(above.Target.Id)[0] != "System.String" ? Of(node, Values.Argument(source, parameter), way, depth - 1)
            : OfWrapped(made, above with { Kind = SiteKind.New }, Way.Any, depth);
    }

    /// <summary>What is given the name of a file opens it.</summary>
    private Medium OfWrapped(MethodNode node, SiteFact source, Way way, int depth)
    {
        var parameters = DocIdParameters.Of(source.Target.Id);
        return parameters.Count == 0 || (source.Target.HasReceiver && source.Kind != SiteKind.New) ? Of(node, source.Receiver, way, depth - 1)
            : parameters[0] == "System.String" ? Medium.Outside
            : Of(node, Values.Argument(source, 0), way, depth - 1);
    }

    private Medium OfReturned(MethodNode node, ValueFact value, int depth)
    {
        var index = Values.Index(value);
        var returned = node.Edges
            .Where(e => e.Site == index && e.Via is null)
            .SelectMany(e => e.To.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => Of(e.To, s.Value, Way.Any, depth - 1)));
        return Join(returned);
    }

    private Medium OfParameter(MethodNode node, ValueFact value, Way way, int depth) =>
        Values.Index(value) is not { } parameter ? Medium.Unknown
        : way.IsAny ? Join(given.Arguments(node, parameter).Select(a => Of(a.Caller, a.Value, way, depth - 1)))
        : way.Into(node) is { } call ? Of(call.From, Values.Argument(call.From.Method.Sites[call.Site], parameter), way.Before, depth)
        : Medium.Unknown;

    private Medium OfField(MethodNode node, ValueFact value, int depth) =>
        node.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == value.Text) is { } read
            ? catalogue.Of<StreamMeaning>(read.Target.Type, read.Target.Name) is { } known ? known.Leads
                : Join(given.Stores(read.Target.Assembly, read.Target.Id).Where(s => s.Value.Kind != ValueKind.Null).Select(s => Of(s.Node, s.Value, Way.Any, depth - 1)))
            : Medium.Unknown;

    private Medium ByType(MethodNode node, ValueFact value) =>
        StaticTypes.Of(node.Method, value) is { } type
            ? SelfAndAbove(StaticTypes.Awaited(type)).Select(name => catalogue.Of<StreamMeaning>(name, ".ctor")?.Leads ?? Medium.Unknown).FirstOrDefault(m => m != Medium.Unknown)
            : Medium.Unknown;

    /// <summary>A type and, where it is an own one, what it derives from.</summary>
    private IEnumerable<string> SelfAndAbove(TypeName type)
    {
        yield return type.Name;
        for (var own = graph.Types.Find(type.Assembly, type.Name); own?.Fact.Base is { } above; own = own.Base)
        {
            yield return above.Name;
        }
    }

    /// <summary>Out of the process when one of them is; in memory when all are.</summary>
    private static Medium Join(IEnumerable<Medium> media)
    {
        var result = (Medium?)null;
        foreach (var medium in media)
        {
            if (medium == Medium.Outside)
            {
                return Medium.Outside;
            }

            result = result is null || result == medium ? medium : Medium.Unknown;
        }

        return result ?? Medium.Unknown;
    }
}
