using System.Globalization;

namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

internal enum TermKind
{
    /// <summary>Known by its text only.</summary>
    Other,

    /// <summary>A whole number; null and false are 0.</summary>
    Constant,

    /// <summary>The opposite of <see cref="Term.Inner"/>.</summary>
    Not,

    /// <summary>A method that a delegate is made of.</summary>
    Function,
}

/// <summary>A value as the expression that makes it: equal text means equal expression, whatever the compiler kept it in.</summary>
/// <param name="IsBoolean">It is true or false: bitwise operators are logical ones.</param>
internal sealed record Term(string Text, TermKind Kind = TermKind.Other, long Number = 0, Term? Inner = null, bool IsBoolean = false)
{
    /// <summary>Past this an expression is named by its hash: values hold values, and would grow without end.</summary>
    private const int Longest = 160;

    public static Term Zero { get; } = Constant(0);

    public static Term Constant(long number) => new(number.ToString(CultureInfo.InvariantCulture), TermKind.Constant, number);

    public static Term Of(string operation, params Term[] operands) =>
        new(Short(operation + "(" + string.Join(",", operands.Select(o => o.Text)) + ")"));

    public static Term Boolean(string operation, params Term[] operands) => Of(operation, operands) with { IsBoolean = true };

    public static Term Not(Term term) => term.Kind switch
    {
        TermKind.Constant => Constant(term.Number == 0 ? 1 : 0),
        TermKind.Not => term.Inner!,
        _ => new("!" + term.Text, TermKind.Not, 0, term, IsBoolean: true),
    };

    /// <summary>A comparison, by one of three operators: the others are their opposites. What floating-point numbers that are none do is left out.</summary>
    public static Term Compare(string operation, Term left, Term right)
    {
        switch (operation)
        {
            case "ne":
                return Not(Compare("eq", left, right));
            case "ge":
                return Not(Compare("lt", left, right));
            case "le":
                return Not(Compare("gt", left, right));
        }

        if (left.Kind == TermKind.Constant && right.Kind == TermKind.Constant)
        {
            var holds = operation switch { "eq" => left.Number == right.Number, "lt" => left.Number < right.Number, _ => left.Number > right.Number };
            return Constant(holds ? 1 : 0);
        }

        // Compared with nothing, with null or with false.
        return operation == "eq" && right is { Kind: TermKind.Constant, Number: 0 } ? Not(left) : Boolean(operation, left, right);
    }

    /// <summary>x &gt; 0 without sign: the compiler's way to say that it is not null.</summary>
    public static Term IsSomething(Term term) => Not(Not(term));

    public static string Short(string text)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        var hash = StableHash.Start();
        hash.Add(text);
        return "#" + hash;
    }
}
