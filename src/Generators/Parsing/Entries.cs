using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>What the manifest says of one part of a type; apart from the shells, so that moved lines do not write them again.</summary>
internal static class Entries
{
    public static PartEntries Of(PartContext context, IReadOnlyList<ParsedMember> members, EquatableArray<InvariantModel> invariants)
    {
        var type = context.Type.GetDocumentationCommentId() ?? "";
        var operations = members.SelectMany(m => m.Operations).Where(o => o.Core is not null).ToList();
        return new(
            operations.Select(Guard).Where(g => g.Order.Count > 0).ToEquatableArray(),
            operations.SelectMany(o => Conditions(o, type)).Concat(invariants.Where(i => i.Condition is not null).Select(i => new ConditionEntry(
                type, GuardWords.Invariant, Member(type, "get_" + i.Name), i.Written, i.Because, i.Attribute))).ToEquatableArray(),
            Machines(context).ToEquatableArray(),
            operations.SelectMany(o => Transitions(o, type)).ToEquatableArray(),
            members.Select(m => m.Summary).OfType<SummaryModel>().ToEquatableArray());
    }

    private static GuardModel Guard(ParsedOperation parsed)
    {
        var operation = parsed.Operation;
        var waiting = operation.Waiting;
        var order = new[]
        {
            (Stands: waiting.AfterCommit, Name: GuardWords.AfterCommit),
            (Stands: waiting.Deadline is not null, Name: GuardWords.Deadline),
            (Stands: waiting.Exclusive is not null, Name: GuardWords.Exclusive),
            (Stands: waiting.Idempotency is not null, Name: GuardWords.Idempotent),
            (Stands: waiting.Retry is not null, Name: GuardWords.Retry),
            (Stands: waiting.Transaction is not null, Name: GuardWords.Transaction),
            (Stands: operation.Conditions.Requires.Count > 0, Name: GuardWords.Requires),
            (Stands: operation.Transition is not null, Name: GuardWords.Transition),
            (Stands: operation.Conditions.Ensures.Count > 0, Name: GuardWords.Ensures),
            (Stands: operation.ChecksInvariants, Name: GuardWords.Invariant),
        };
        return new(
            parsed.Symbol.GetDocumentationCommentId() ?? "",
            parsed.Core?.GetDocumentationCommentId() ?? "",
            order.Where(o => o.Stands).Select(o => o.Name).ToEquatableArray(),
            CSharpText.Place(parsed.Place));
    }

    private static IEnumerable<ConditionEntry> Conditions(ParsedOperation parsed, string type)
    {
        var target = parsed.Symbol.GetDocumentationCommentId() ?? "";
        var conditions = parsed.Operation.Conditions;
        return conditions.Requires.Select(c => Entry(c, GuardWords.Requires)).Concat(conditions.Ensures.Select(c => Entry(c, GuardWords.Ensures)));

        ConditionEntry Entry(ConditionModel condition, string kind) => new(target, kind, Member(type, condition.Name), condition.Written, condition.Because, condition.Attribute);
    }

    private static IEnumerable<TransitionEntry> Transitions(ParsedOperation parsed, string type) =>
        parsed.Operation.Transition is not { } transition
            ? []
            : transition.Edges.Select(e => new TransitionEntry(type, parsed.Symbol.GetDocumentationCommentId() ?? "", e.From, e.To, e.Attribute));

    private static IEnumerable<MachineModel> Machines(PartContext context)
    {
        if (IntentAttributes.Find(context.Type, IntentNames.StateMachine) is { } attribute
            && InvariantParser.IsOn(context.Part, attribute)
            && MachineParser.Find(context.Type, context.Compilation, Refusals.Unheard) is { } machine)
        {
            yield return MachineParser.Model(machine);
        }
    }

    private static string Member(string type, string name) => type.Length < 2 ? name : "M:" + type.Substring(2) + "." + name;
}
