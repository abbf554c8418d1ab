using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads the guards that have to wait.</summary>
internal static class WaitingParser
{
    /// <summary>The intents whose guards wait, outermost first.</summary>
    public static readonly string[] Names =
        [IntentNames.AfterCommit, IntentNames.Deadline, IntentNames.Exclusive, IntentNames.Idempotent, IntentNames.RetryPolicy, IntentNames.TransactionBoundary];

    /// <summary>Whether the member declares one of them; the first by name.</summary>
    public static string? DeclaredOn(ISymbol member) => Names.FirstOrDefault(name => IntentAttributes.Has(member, name));

    /// <summary>Null after saying what cannot hold.</summary>
    public static WaitingStages? Parse(IMethodSymbol method, INamedTypeSymbol type, Compilation compilation, Refusals refusals)
    {
        var isRefused = false;
        var deadline = Read(IntentNames.Deadline, a => DeadlineParser.Parse(method, type, a, refusals));
        var exclusive = Read(IntentNames.Exclusive, a => ExclusiveParser.Parse(method, type, a, refusals));
        var idempotency = Read(IntentNames.Idempotent, a => IdempotencyParser.Parse(method, type, a, refusals));
        var retry = Read(IntentNames.RetryPolicy, a => RetryParser.Parse(method, type, a, refusals));
        var transaction = Read(IntentNames.TransactionBoundary, a => TransactionParser.Parse(method, type, a, compilation, refusals));
        var afterCommit = IntentAttributes.Find(method, IntentNames.AfterCommit);
        if (afterCommit is not null && !IsWithoutResult(method))
        {
            refusals.Add(Rules.TargetCannotHold, afterCommit.Place(), $"[AfterCommit] on '{method.Name}' has a result that nobody would have yet when it returns: return Task or ValueTask, without a result");
            isRefused = true;
        }

        if (isRefused)
        {
            return null;
        }

        var guards = Services.Find(method, type, compilation, Services.IsGuards);
        return new(
            guards.Count == 0 ? "global::IntentContracts.IntentGuards.Current" : guards[0].Expression,
            afterCommit is not null,
            deadline,
            exclusive,
            idempotency,
            retry,
            transaction);

        T? Read<T>(string name, Func<AttributeData, T?> parse)
            where T : class
        {
            if (IntentAttributes.Find(method, name) is not { } attribute)
            {
                return null;
            }

            var read = parse(attribute);
            isRefused |= read is null;
            return read;
        }
    }

    private static bool IsWithoutResult(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { Arity: 0 };
}
