using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC0009: a refusal that silences nothing any more misleads its reader, and would hide the next mistake. It comes last: the other laws say what they have stopped at.
/// </summary>
internal sealed class RefusalsRefuseSomething : IRule
{
    /// <summary>What each refusal speaks of, for the message.</summary>
    private static readonly Dictionary<string, string> Subjects = new(StringComparer.Ordinal)
    {
        [IntentNames.Blocking] = "nothing in it or below it blocks",
        [IntentNames.NoRetry] = "no retry lies on a path through it",
        [IntentNames.NoTransaction] = "nothing in it or below it would need a transaction",
        [IntentNames.NotThreadSafe] = "nothing in it would be reported",
        [IntentNames.QueryPerItem] = "nothing in it or below it asks once per item",
        [IntentNames.Swallows] = "it swallows no such failure",
    };

    public IEnumerable<Violation> Check(RuleContext context)
    {
        if (context.Built is not { } built)
        {
            yield break;
        }

        foreach (var declaration in Declarations.In(context.Graph, built))
        {
            if (Subjects.TryGetValue(declaration.Attribute.Type, out var subject) && CanBeJudged(context, declaration) && !IsUsed(context, built, declaration))
            {
                var name = Declarations.ShortName(declaration.Attribute.Type);
                yield return new(
                    RuleTable.RefusalUnused,
                    Certain: true,
                    Entry: null,
                    [],
                    declaration.Location,
                    "unused " + name,
                    declaration.Target + Declarations.Numbered(declaration.Ordinal),
                    $"[{name}] on {declaration.Member} has nothing to silence: {subject}",
                    "",
                    "remove it");
            }
        }
    }

    /// <summary>Retries and transactions around a library's member are its callers' business: only a program sees them. What no entry point comes to has not been looked at.</summary>
    private static bool CanBeJudged(RuleContext context, Declaration declaration) =>
        declaration.Attribute.Type switch
        {
            IntentNames.NotThreadSafe => true,
            IntentNames.NoRetry or IntentNames.NoTransaction when !context.SeesEverything => false,
            _ => context.Entries.Count > 0 && (declaration.Node is null || context.Scope == CheckScope.All || context.Reach.Reaches(declaration.Node) || IsAbstract(declaration.Node)),
        };

    private static bool IsAbstract(MethodNode node) => node.Method.Has(MethodTraits.Abstract);

    private static bool IsUsed(RuleContext context, AssemblyFacts built, Declaration declaration) =>
        context.Refusals.IsUsed(built.Name, declaration.Target, declaration.Attribute.Type)
        || (declaration.Node is { } accessor && declaration.Target.StartsWith("P:", StringComparison.Ordinal) && IsUsedByAccessor(context, declaration, accessor))
        || (declaration.Node is { } node && Implementing(context.Graph, node).Any(n => context.Refusals.IsUsed(n.Assembly.Name, n.Method.Id, declaration.Attribute.Type)));

    private static bool IsUsedByAccessor(RuleContext context, Declaration declaration, MethodNode inType)
    {
        var name = declaration.Target.Substring(declaration.Target.LastIndexOf('.') + 1);
        return context.Graph.Types.Find(inType.Assembly.Name, inType.Type.Name)!.Methods
            .Where(m => m.Method.Name == "get_" + name || m.Method.Name == "set_" + name)
            .Any(m => context.Refusals.IsUsed(m.Assembly.Name, m.Method.Id, declaration.Attribute.Type));
    }

    /// <summary>A refusal on an interface member is used when an implementation that inherits it is.</summary>
    private static IEnumerable<MethodNode> Implementing(CodeGraph graph, MethodNode member) =>
        (member.Type.Traits & TypeTraits.Interface) == 0 || graph.Types.Find(member.Assembly.Name, member.Type.Name) is not { } type
            ? []
            : TypeHierarchy.SelfAndDerived(type).SelectMany(t => t.Methods).Where(m => m != member && Implementations.Implements(m, member));
}
