using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC2102: who handles a failure of an effect throws it on, records it, or turns it into a value that can be told from success. Nobody else will: the caller goes on as if the effect had happened.
/// </summary>
internal sealed class FailuresAreNotSwallowed : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var handlers = new SilentHandlers(context);
        var voids = new UnobservedVoids(context);
        var ignored = new IgnoredTasks(context);
        var outcomes = new DroppedOutcomes(context);
        var fallbacks = new SilentFallbacks(context);
        var callbacks = new DeafCallbacks(context);
        var flags = new HandledFlags(context);
        return SwallowReport.Of(context, RuleTable.FailuresAreNotSwallowed, node =>
            handlers.In(node).Concat(voids.In(node)).Concat(ignored.In(node)).Concat(outcomes.In(node)).Concat(fallbacks.In(node)).Concat(callbacks.In(node)).Concat(flags.In(node)));
    }
}
