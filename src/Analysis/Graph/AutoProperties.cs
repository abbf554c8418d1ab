using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Accessors that the compiler wrote: what they read or write, their caller reads or writes.</summary>
internal static class AutoProperties
{
    /// <summary>The field that a setter does nothing but store into; null for any other method.</summary>
    public static SiteFact? StoredBy(MethodNode node) => Only(node, "set_", SiteKind.FieldWrite);

    /// <summary>The field that a getter does nothing but return; null for any other method.</summary>
    public static SiteFact? ReturnedBy(MethodNode node) => Only(node, "get_", SiteKind.FieldRead);

    /// <summary>DocId of the field behind an auto-implemented property; of the field itself when the state is one.</summary>
    /// <param name="type">Definition name of the declaring type.</param>
    /// <param name="member">DocId of a property or field.</param>
    public static string FieldId(string type, string member) =>
        member.StartsWith("P:", StringComparison.Ordinal) ? "F:" + type + ".{" + member.Substring(3 + type.Length) + "}k__BackingField" : member;

    /// <summary>What the user calls a field.</summary>
    public static string NameOf(MethodRef field) => Names.Type(field.Type) + "." + Names.Field(field.Name);

    private static SiteFact? Only(MethodNode node, string prefix, SiteKind kind) =>
        node.Method.Sites.Count == 1
        && node.Method.Sites[0] is var site
        && site.Kind == kind
        && node.Method.Has(MethodTraits.SpecialName)
        && node.Method.Name.StartsWith(prefix, StringComparison.Ordinal)
        && site.Target.Name == "<" + node.Method.Name.Substring(prefix.Length) + ">k__BackingField"
            ? site
            : null;
}
