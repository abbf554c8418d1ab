using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Parsing;

/// <summary>The intents of a member as its documentation comment tells them.</summary>
internal static class Told
{
    public static string Of(IReadOnlyList<Operation> operations)
    {
        var told = operations.SelectMany(Intents).Distinct().ToList();
        if (operations.Any(o => o.ChecksInvariants))
        {
            told.Add("invariants hold on success");
        }

        // A half-written property has no accessor yet.
        if (operations.Count > 0 && operations[0].Owner is { Length: > 0 } owner)
        {
            told.Add("owned by " + owner);
        }

        return string.Join("; ", told);
    }

    private static IEnumerable<string> Intents(Operation operation)
    {
        var waiting = operation.Waiting;
        if (waiting.AfterCommit)
        {
            yield return "after the commit";
        }

        if (waiting.Deadline is { } deadline)
        {
            yield return "takes at most " + TimeSpan.FromTicks(deadline.Ticks).ToString("c", System.Globalization.CultureInfo.InvariantCulture);
        }

        if (waiting.Exclusive is { } exclusive)
        {
            yield return "one at a time by " + exclusive.Key.Text;
        }

        if (waiting.Idempotency is { } idempotency)
        {
            yield return "idempotent by " + idempotency.Key.Text;
        }

        if (waiting.Retry is { } retry)
        {
            yield return retry.MaxAttempts == 1 ? "one attempt" : $"up to {retry.MaxAttempts} attempts";
        }

        if (waiting.Transaction is not null)
        {
            yield return "one transaction";
        }

        foreach (var condition in operation.Conditions.Requires.Where(c => c.Written.Length > 0))
        {
            yield return "requires " + condition.Written;
        }

        if (operation.Transition is { } transition)
        {
            foreach (var edge in transition.Edges)
            {
                yield return $"from {string.Join(" or ", edge.From)} to {edge.To}";
            }
        }

        foreach (var condition in operation.Conditions.Ensures.Where(c => c.Written.Length > 0))
        {
            yield return "ensures " + condition.Written;
        }
    }
}
