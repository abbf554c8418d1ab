using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Answers that are made as after a success, with nothing where that has something: <c>new Receipt(true, null)</c> beside <c>new Receipt(true, number)</c>. What says that it went well says so in both.
/// </summary>
internal static class SuccessShapes
{
    private static readonly SameValues Same = new(
        static (a, b) => a == b && a.Kind is ValueKind.Number or ValueKind.Text or ValueKind.Null or ValueKind.Parameter or ValueKind.This or ValueKind.Field,
        static made => made.Target.Name.StartsWith("get_", StringComparison.Ordinal));

    /// <param name="answer">After a failure.</param>
    /// <param name="others">What the method answers without one.</param>
    public static bool Has(MethodFact method, ValueFact answer, IReadOnlyList<ValueFact> others)
    {
        if (Made(method, answer) is not { } failed || others.Select(o => Made(method, o)).ToList() is var made && made.Exists(o => o is null || o.Value.Constructor != failed.Constructor))
        {
            return false;
        }

        var likenesses = others.Select(o => Likeness(method, failed.Parts, Made(method, o)!.Value.Parts)).ToList();
        return (likenesses.Contains(Alike.Less) && !likenesses.Contains(Alike.Other)) || likenesses.TrueForAll(l => l == Alike.Same);
    }

    private enum Alike
    {
        /// <summary>It says something else by its flags, or by nothing but constants: a refusal.</summary>
        Apart,

        /// <summary>It says the same by its flags, and has something where the answer after a failure has nothing.</summary>
        Less,

        /// <summary>It says that it went well, and has the same: <c>(true, order.Number)</c>.</summary>
        Same,

        /// <summary>It cannot be compared, or has something to say under another flag: then which of them means success is not known.</summary>
        Other,
    }

    private static Alike Likeness(MethodFact method, IReadOnlyDictionary<string, Part> failed, IReadOnlyDictionary<string, Part> other)
    {
        var (flags, differs, has, isSame) = (0, false, false, true);
        foreach (var name in failed.Keys.Union(other.Keys))
        {
            var mine = failed.TryGetValue(name, out var first) ? first : Part.Missing;
            var its = other.TryGetValue(name, out var second) ? second : Part.Missing;
            if (mine.IsFlag || its.IsFlag)
            {
                if (mine.Value.Kind is not (ValueKind.Number or ValueKind.Null) || its.Value.Kind is not (ValueKind.Number or ValueKind.Null))
                {
                    return Alike.Other;
                }

                var agree = mine.Value == its.Value;
                differs |= !agree;
                flags += agree && mine.Value.Kind == ValueKind.Number && (mine.Value.Text != "0" || !mine.IsBoolean) ? 1 : 0;
            }
            else if (!Same.Are(method, mine.Value, its.Value, 4))
            {
                if (!IsNothing(method, mine.Value))
                {
                    return Alike.Other;
                }

                isSame = false;
                has |= its.Value.Kind is not (ValueKind.Text or ValueKind.Number or ValueKind.Null);
            }
        }

        return differs ? has ? Alike.Other : Alike.Apart : flags == 0 ? Alike.Apart : has ? Alike.Less : isSame ? Alike.Same : Alike.Apart;
    }

    /// <summary>How an answer is made, and of what: the arguments of its constructor, and what its initialiser sets.</summary>
    private static (string Constructor, Dictionary<string, Part> Parts)? Made(MethodFact method, ValueFact answer)
    {
        if (Values.Source(method, answer) is not { } made)
        {
            return null;
        }

        if (made.Target is { Name: "FromResult" } or { Type: "System.Threading.Tasks.ValueTask`1", Name: ".ctor" })
        {
            return Made(method, Values.Argument(made, 0));
        }

        if (made.Kind != SiteKind.New || made.Target.Type.StartsWith("System.Collections.", StringComparison.Ordinal) || made.Target.Type.StartsWith("Microsoft.", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = new Dictionary<string, Part>(StringComparer.Ordinal);
        var parameters = DocIdParameters.Of(made.Target.Id);
        for (var p = 0; p < parameters.Count; p++)
        {
            parts["#" + p] = new(Values.Argument(made, p), Closed(parameters[p], made.Target));
        }

        foreach (var set in method.Sites.Where(s => s.Receiver == answer && s.Target.Name.StartsWith("set_", StringComparison.Ordinal) && s.Target.ParameterCount == 1))
        {
            parts[set.Target.Name] = new(Values.Argument(set, 0), Closed(DocIdParameters.Of(set.Target.Id)[0], set.Target));
        }

        return (made.Target.Id, parts);
    }

    /// <summary>What stands for the type parameter of a tuple.</summary>
    public static string Closed(string type, MethodRef target) =>
        type.Length > 1 && type[0] == '`' && int.TryParse(type.Substring(1), out var index) && index < target.TypeArguments.Count ? target.TypeArguments[index].Name : type;

    private static bool IsNothing(MethodFact method, ValueFact value) => value.Kind switch
    {
        ValueKind.Null => true,
        ValueKind.Number => value.Text == "0",
        ValueKind.Text => value.Text.Length == 0,
        ValueKind.Field => value.Text is "F:System.String.Empty" or "F:System.Guid.Empty" or "F:System.Decimal.Zero",
        ValueKind.Many => value.Text.Length == 0,
        _ => Values.Source(method, value) is { } made && (made.Target is { Name: "Empty", ParameterCount: 0 } || (made.Kind == SiteKind.New && made.Target.ParameterCount == 0 && made.Target.Type.StartsWith("System.Collections.", StringComparison.Ordinal))),
    };

    /// <param name="Type">A constant of a type that is no number of the platform's is one of an enumeration.</param>
    private readonly record struct Part(ValueFact Value, string Type)
    {
        /// <summary>What an initialiser leaves out.</summary>
        public static Part Missing { get; } = new(new(ValueKind.Null, ""), "");

        public bool IsBoolean => Type == "System.Boolean";

        public bool IsFlag => IsBoolean || (Value.Kind == ValueKind.Number && Type.Length > 0 && !Type.StartsWith("System.", StringComparison.Ordinal));
    }
}
