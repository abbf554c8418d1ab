using System.Text;

namespace IntentContracts.Analysis.Lock;

/// <summary>
/// A documentation id as a person reads it: parameters without their namespaces, lambdas without the hash of their body, nothing that the compiler numbers.
/// A function of the id alone, so that no other member can change a name.
/// </summary>
internal static class LockNames
{
    private const string Lambda = "~lambda";
    private const string Local = "~local:";

    public static string Of(string id)
    {
        if (id.Length < 2 || id[1] != ':')
        {
            return id;
        }

        var name = id.Substring(2);
        switch (id[0])
        {
            case 'A':
                return "assembly " + name;
            case 'T':
                return "type " + name;
        }

        var suffix = "";
        if (name.IndexOf(Lambda, StringComparison.Ordinal) is >= 0 and var lambda)
        {
            suffix = Lambda;
            name = name.Substring(0, lambda);
        }
        else if (name.IndexOf(Local, StringComparison.Ordinal) is >= 0 and var local)
        {
            // Of several local functions with one name, the second is Name:2.
            var number = name.IndexOf(':', local + Local.Length);
            suffix = number < 0 ? name.Substring(local) : name.Substring(local, number - local);
            name = name.Substring(0, local);
        }

        var paren = name.IndexOf('(');
        var member = paren < 0 ? name : name.Substring(0, paren);
        var dollar = member.IndexOf("{Main}$", StringComparison.Ordinal);
        if (dollar > 0)
        {
            return member.Substring(0, dollar - 1) + suffix;
        }

        return member.Replace("#ctor", "ctor").Replace("#cctor", "cctor") + (id[0] != 'M' ? "" : paren < 0 ? "()" : Parameters(name.Substring(paren))) + suffix;
    }

    /// <summary>A name without its namespace, for references to what is stated in full elsewhere: <c>OrderService.PlaceAsync(PlaceOrder)</c>.</summary>
    public static string Reference(string name)
    {
        var end = name.IndexOfAny(['(', '~']);
        var member = name.LastIndexOf('.', end < 0 ? name.Length - 1 : end);
        var type = member <= 0 ? -1 : name.LastIndexOf('.', member - 1);
        return name.Substring(type + 1);
    }

    /// <summary><c>Type.Member</c> of a name, for messages.</summary>
    public static string Short(string name)
    {
        var space = name.IndexOf(' ');
        if (space > 0 && name.Substring(0, space) is "assembly" or "type")
        {
            return space > 4 ? name.Substring(space + 1) : name.Substring(name.LastIndexOf('.') is >= 0 and var last ? last + 1 : space + 1);
        }

        var tilde = name.IndexOf('~');
        var plain = tilde < 0 ? name : name.Substring(0, tilde);
        var paren = plain.IndexOf('(');
        plain = paren < 0 ? plain : plain.Substring(0, paren);
        var dot = plain.LastIndexOf('.');
        var before = dot <= 0 ? -1 : plain.LastIndexOf('.', dot - 1);
        return (tilde < 0 ? "" : "lambda in ") + plain.Substring(before + 1);
    }

    private static string Parameters(string list)
    {
        var text = new StringBuilder(list.Length);
        var start = -1;
        for (var i = 0; i <= list.Length; i++)
        {
            var c = i < list.Length ? list[i] : '\0';
            if (char.IsLetterOrDigit(c) || c is '_' or '.')
            {
                start = start < 0 ? i : start;
                continue;
            }

            if (start >= 0)
            {
                var word = list.Substring(start, i - start);
                text.Append(word, word.LastIndexOf('.') + 1, word.Length - word.LastIndexOf('.') - 1);
                start = -1;
            }

            if (i < list.Length)
            {
                text.Append(c == ',' ? ", " : c.ToString());
            }
        }

        return text.ToString();
    }
}
