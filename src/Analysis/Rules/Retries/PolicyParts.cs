using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// The retries that one pipeline, or policies wrapped into each other, hold: layers like any others. A retry for timeouts inside one for refusals multiplies as well, since one outage brings both.
/// </summary>
internal sealed class PolicyParts(CodeGraph graph, Catalogue catalogue, ValueOrigins origins, Policies policies, Settings settings)
{
    private const int Deepest = 6;
    private const string Everything = "System.Exception";

    /// <summary>The layers that see the same failure, when there are at least two; empty otherwise.</summary>
    public IReadOnlyList<Attempts> Of(Activation at, ValueFact policy)
    {
        List<Attempts> most = [];
        foreach (var origin in origins.Of(at, policy))
        {
            var parts = In(origin, Deepest).Where(p => !p.Attempts.IsOnce).ToList();
            foreach (var part in parts)
            {
                var together = parts.Where(p => ReferenceEquals(p, part) || Share(p, part)).Select(p => p.Attempts).ToList();
                most = together.Count > 1 && together.Count > most.Count ? together : most;
            }
        }

        return most;
    }

    /// <summary>The types of exceptions for which alone any of them tries again; empty where one may do so for others, or for an answer.</summary>
    public IReadOnlyCollection<string> Handled(Activation at, ValueFact policy)
    {
        List<Part> parts = [.. origins.Of(at, policy).SelectMany(origin => In(origin, Deepest))];
        return parts.TrueForAll(p => p.IsOfNothingElse && p.Handles.Count > 0) ? [.. parts.SelectMany(p => p.Handles).Select(f => f.Type).Distinct()] : [];
    }

    /// <summary>Whether each of them may try again only for what was refused before anything was done.</summary>
    public bool MayOnlyBeRefused(Activation at, ValueFact policy)
    {
        List<Part> parts = [.. origins.Of(at, policy).SelectMany(origin => In(origin, Deepest))];
        return parts.Count > 0 && parts.TrueForAll(p => p.IsOfNothingElse && p.Handles.Count > 0 && p.Handles.TrueForAll(f => f.Predicate is { } predicate && NeverDone.MayBeAll(predicate.Method)));
    }

    private IEnumerable<Part> In(Origin origin, int depth)
    {
        var at = origin.At;
        if (depth == 0 || origin.Made is not { } made || made.Kind == SiteKind.New || !made.Target.Type.StartsWith("Polly.", StringComparison.Ordinal))
        {
            return [];
        }

        if (catalogue.Of<RetryMeaning>(made.Target.Type, made.Target.Name) is { } meaning)
        {
            return [Handling(policies.OfCall(at, made, meaning), Handled(at.Node, Values.Argument(made, 0)))];
        }

        if (made.Target.Name == "Build")
        {
            return made.Target.Type.StartsWith("Polly.ResiliencePipelineBuilder", StringComparison.Ordinal)
                ? InBuilder(at, Policies.Root(at.Node.Method, made.Target.HasReceiver ? made.Receiver : Values.Argument(made, 0)), depth)
                : [];
        }

        if (policies.Registrations(at, made).ToList() is { Count: > 0 } registrations)
        {
            // Of several under one key nobody knows which one is meant.
            return registrations.Count == 1 ? InRegistration(registrations[0].Node, registrations[0].Site, depth) : [];
        }

        if (made.Target.Name is not ("Wrap" or "WrapAsync" or "WithPolicyKey" or "AsAsyncPolicy"))
        {
            return [];
        }

        var parts = made.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]);
        return (made.Target.HasReceiver ? parts.Prepend(made.Receiver) : parts)
            .Where(p => p.Kind != ValueKind.Unknown)
            .Select(p => origins.Of(at, p))
            .Where(made => made.Count == 1)
            .SelectMany(made => In(made[0], depth - 1));
    }

    private IEnumerable<Part> InRegistration(MethodNode node, SiteFact site, int depth) => site.Arguments
        .Select(a => policies.Lambda(node, a))
        .OfType<MethodNode>()
        .SelectMany(lambda => InBuilder(new(lambda), new(ValueKind.Parameter, "0"), depth));

    private IEnumerable<Part> InBuilder(Activation at, ValueFact root, int depth)
    {
        foreach (var site in at.Node.Method.Sites)
        {
            if (depth == 0 || site.Kind is not (SiteKind.Call or SiteKind.VirtualCall) || !Policies.IsOn(at.Node.Method, site, root))
            {
                continue;
            }

            if (site.Target.Name is "AddRetry" or "AddHedging" && catalogue.Of<RetryMeaning>(site.Target.Type, site.Target.Name) is { } meaning)
            {
                yield return Handling(policies.OfCall(at, site, meaning), HandledBy(origins.Of(at, Values.Argument(site, 1))));
            }
            else if (Policies.IsPipelineAdded(site))
            {
                foreach (var part in origins.Of(at, Values.Argument(site, 1)) is { Count: 1 } added ? In(added[0], depth - 1) : [])
                {
                    yield return part;
                }
            }
            else if (!site.Target.HasReceiver && !site.Target.Type.StartsWith("Polly.", StringComparison.Ordinal) && graph.Find(site.Target) is { } own)
            {
                foreach (var part in InBuilder(new(own, at, site), new(ValueKind.Parameter, "0"), depth - 1))
                {
                    yield return part;
                }
            }
        }
    }

    private (List<Failure> Handles, bool IsOfNothingElse) HandledBy(IReadOnlyList<Origin> options)
    {
        if (options.Count != 1 || options[0].Made is not { Kind: SiteKind.New } made)
        {
            return ([], false);
        }

        return settings.Of(options[0], "ShouldHandle") switch
        {
            { Count: 0 } => ([new(made.Target.Type.StartsWith("Polly.", StringComparison.Ordinal) ? Everything : made.Target.Type, null)], false),
            { Count: 1 } predicates => Handled(predicates[0].At.Node, predicates[0].Value),
            _ => ([], false),
        };
    }

    /// <summary><c>Handle&lt;A&gt;().Or&lt;B&gt;(e => …)</c>, of a policy or a predicate.</summary>
    private (List<Failure> Handles, bool IsOfNothingElse) Handled(MethodNode node, ValueFact value)
    {
        var handled = new List<Failure>();
        var isOfNothingElse = true;
        var isBegun = false;
        for (var links = 0; links < 20 && Values.Source(node.Method, value) is { } call; links++)
        {
            if (call.Target.Name is "Handle" or "Or" && call.Target.MethodArguments.Count == 1)
            {
                handled.Add(new(call.Target.MethodArguments[0].Name, call.Target.ParameterCount == 0 ? null : Values.Argument(call, 0)) { Predicate = policies.Lambda(node, Values.Argument(call, 0)) });
            }
            else if (call.Kind != SiteKind.New && call.Target.Name != "op_Implicit")
            {
                isOfNothingElse = false; // OrResult, HandleInner, whatever an extension adds
            }

            isBegun = call.Kind == SiteKind.New || call.Target is { Name: "Handle", HasReceiver: false };
            value = call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0);
        }

        return (handled, isOfNothingElse && isBegun);
    }

    private static Part Handling(Attempts attempts, (List<Failure> Handles, bool IsOfNothingElse) handled) => new(attempts, handled.Handles) { IsOfNothingElse = handled.IsOfNothingElse };

    /// <summary>An outage is mostly several failures in turn: only two that each pick their own out of one type never see the other's.</summary>
    private static bool Share(Part a, Part b) => a.Handles.Exists(x => b.Handles.Exists(y => x.Type != y.Type || x.IsWhole || y.IsWhole));

    private sealed record Part(Attempts Attempts, List<Failure> Handles)
    {
        /// <summary>The code shows all that it tries again for.</summary>
        public bool IsOfNothingElse { get; init; }
    }

    /// <param name="Chosen">What chooses among them.</param>
    private readonly record struct Failure(string Type, ValueFact? Chosen)
    {
        public bool IsWhole => Chosen is null;

        /// <summary>The same, where the code shows it.</summary>
        public MethodNode? Predicate { get; init; }
    }
}
