using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>How members are called in messages and documents: <c>Type.Member</c>, without namespace, arity and accessor prefixes.</summary>
internal static class Names
{
    private static readonly string[] Accessors = ["get_", "set_", "add_", "remove_"];

    public static string Member(MethodRef method) => Type(method.Type) + "." + Plain(method.Name, method.Type);

    public static string Short(MethodNode node)
    {
        var owner = node.Method;
        var type = Type(owner.Type);
        if (owner.Has(MethodTraits.Lambda))
        {
            return "lambda in " + OwnerName(owner);
        }

        if (owner.Has(MethodTraits.LocalFunction))
        {
            var local = owner.Id.LastIndexOf("~local:", StringComparison.Ordinal);
            return local < 0 ? type + "." + owner.Name : owner.Id.Substring(local + "~local:".Length) + " in " + OwnerName(owner);
        }

        return owner.Name is "<Main>$" ? "Program" : type + "." + Plain(owner.Name, owner.Type);
    }

    public static string Type(string fullName)
    {
        var start = fullName.LastIndexOf('.') + 1;
        var tick = fullName.IndexOf('`', start);
        return tick < 0 ? fullName.Substring(start) : fullName.Substring(start, tick - start);
    }

    /// <summary>What the user calls a field: the property in front of it, or the parameter of a primary constructor that it keeps.</summary>
    public static string Field(string name)
    {
        var close = name.Length > 0 && name[0] == '<' ? name.IndexOf('>') : -1;
        return close > 1 && (name.EndsWith(">k__BackingField", StringComparison.Ordinal) || close == name.Length - 2) ? name.Substring(1, close - 1) : name;
    }

    private static string Plain(string name, string type)
    {
        if (name == ".ctor")
        {
            return "new " + Type(type);
        }

        // An explicit implementation carries the interface's full name.
        var dot = name.LastIndexOf('.');
        var plain = Field(dot > 0 ? name.Substring(dot + 1) : name);
        foreach (var accessor in Accessors)
        {
            if (plain.StartsWith(accessor, StringComparison.Ordinal))
            {
                return plain.Substring(accessor.Length);
            }
        }

        return plain;
    }

    private static string OwnerName(MethodFact lambda)
    {
        // The compiler calls the method of top-level statements <Main>$, and a DocId writes angle brackets as braces.
        if (lambda.Owner.IndexOf("{Main}$", StringComparison.Ordinal) >= 0)
        {
            return "Program";
        }

        var paren = lambda.Owner.IndexOf('(');
        var id = paren < 0 ? lambda.Owner : lambda.Owner.Substring(0, paren);
        var arity = id.IndexOf("``", StringComparison.Ordinal);
        id = arity < 0 ? id : id.Substring(0, arity);
        var member = id.Substring(id.LastIndexOf('.') + 1).Replace('#', '.');
        return Type(lambda.Type) + "." + (member == ".ctor" ? "new " + Type(lambda.Type) : member);
    }
}
