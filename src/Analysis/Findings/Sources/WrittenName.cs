using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Findings.Sources;

/// <summary>In which form a statement says a name.</summary>
internal enum NameForm
{
    /// <summary><c>Name(…)</c> or <c>Name&lt;T&gt;(…)</c>.</summary>
    Call,

    /// <summary><c>new Name(…)</c> or <c>new Name { … }</c>.</summary>
    New,

    /// <summary>A name that is not called: a property, a field, a method that is handed over.</summary>
    Mention,
}

/// <summary>How what a body does at a site is written in source.</summary>
internal readonly record struct WrittenName(string Text, NameForm Form)
{
    /// <summary>Null for what has no name there: operators, indexers, lambdas, what a statement of the language stands for.</summary>
    public static WrittenName? Of(SiteFact site)
    {
        var target = site.Target;
        switch (site.Kind)
        {
            case SiteKind.New:
                return new(Simple(target.Type), NameForm.New);
            case SiteKind.Call or SiteKind.VirtualCall when IsProperty(target):
                return new(target.Name.Substring(4), NameForm.Mention);
            case SiteKind.Call or SiteKind.VirtualCall when Member(target.Name) is { } name:
                return new(name, NameForm.Call);
            case SiteKind.Delegate or SiteKind.FieldRead or SiteKind.FieldWrite when Member(target.Name) is { } name:
                return new(name, NameForm.Mention);
            default:
                return null;
        }
    }

    private static bool IsProperty(MethodRef target) =>
        (target.Name.StartsWith("get_", StringComparison.Ordinal) && target.ParameterCount == 0) || (target.Name.StartsWith("set_", StringComparison.Ordinal) && target.ParameterCount == 1);

    private static string Simple(string type)
    {
        var name = type.Substring(type.LastIndexOfAny(['.', '+', '/']) + 1);
        return name.Split('`')[0];
    }

    private static string? Member(string name)
    {
        const string localFunction = ">g__";
        if (name.IndexOf(localFunction, StringComparison.Ordinal) is >= 0 and var at)
        {
            name = name.Substring(at + localFunction.Length).Split('|')[0];
        }

        name = name.Substring(name.LastIndexOf('.') + 1);
        return name.Length == 0 || name == "ctor" || name.IndexOfAny(['<', '>']) >= 0 || name.StartsWith("op_", StringComparison.Ordinal) ? null : name;
    }
}
