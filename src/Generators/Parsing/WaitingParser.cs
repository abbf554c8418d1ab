using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads the guards that have to wait.</summary>
internal static class WaitingParser
{
    /// <summary>The intents whose guards wait, outermost first.</summary>
    public static readonly string[] Names =
        [IntentNames.Deadline, IntentNames.Exclusive, IntentNames.Idempotent, IntentNames.RetryPolicy, IntentNames.TransactionBoundary];

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
        if (isRefused)
        {
            return null;
        }

        var guards = Services.Find(method, type, compilation, Services.IsGuards);
        return new(
            guards.Count == 0 ? "global::IntentContracts.IntentGuards.Current" : guards[0].Expression,
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
}
