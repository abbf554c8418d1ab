using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>An attribute of the vocabulary with what carries it.</summary>
/// <param name="Target">DocId, as in the manifest.</param>
/// <param name="Member">Short name for messages.</param>
/// <param name="Ordinal">Which of its kind on the same target.</param>
internal sealed record Declaration(AssemblyFacts Assembly, string Target, string Member, AttributeFact Attribute, int Ordinal, TypeFact? Type, MethodNode? Node)
{
    public AttributeLocation Location => new(Assembly, Target, Attribute.Type, Ordinal, Node);
}

/// <summary>Every declaration of an assembly, in metadata order.</summary>
internal static class Declarations
{
    private const string Prefix = "IntentContracts.";
    private const string Suffix = "Attribute";

    public static IEnumerable<Declaration> In(CodeGraph graph, AssemblyFacts assembly)
    {
        foreach (var declaration in Of(assembly, "A:" + assembly.Name, assembly.Name, assembly.Attributes, null, null))
        {
            yield return declaration;
        }

        foreach (var type in assembly.Types)
        {
            if (type.Attributes.Count > 0)
            {
                foreach (var declaration in Of(assembly, "T:" + type.Name, Names.Type(type.Name), type.Attributes, type, FirstMethod(graph, assembly, type)))
                {
                    yield return declaration;
                }
            }

            foreach (var declaration in OfFields(graph, assembly, type))
            {
                yield return declaration;
            }
        }

        foreach (var node in graph.NodesOf(assembly))
        {
            if (node.Method.Attributes.Count == 0)
            {
                continue;
            }

            foreach (var declaration in Of(assembly, node.Method.Id, Names.Short(node), node.Method.Attributes, node.Type, node))
            {
                yield return declaration;
            }
        }
    }

    /// <summary>What tells the second and third of several apart: nothing for the first, then <c>#2</c>, <c>#3</c>.</summary>
    public static string Numbered(int ordinal) => ordinal == 0 ? "" : "#" + (ordinal + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Without namespace and suffix: <c>Idempotent</c>.</summary>
    public static string ShortName(string attribute)
    {
        var name = attribute.StartsWith(Prefix, StringComparison.Ordinal) ? attribute.Substring(Prefix.Length) : attribute;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>On fields, and on properties with a body: what stands on the others is with the field behind them.</summary>
    private static IEnumerable<Declaration> OfFields(CodeGraph graph, AssemblyFacts assembly, TypeFact type)
    {
        foreach (var field in type.Fields.Where(static f => f.Attributes.Count > 0))
        {
            var property = field.Has(FieldTraits.Backing) ? field.Name.Substring(1, field.Name.IndexOf('>') - 1) : null;
            var target = property is null ? field.Id : "P:" + type.Name + "." + property;
            foreach (var declaration in Of(assembly, target, Names.Type(type.Name) + "." + (property ?? field.Name), field.Attributes, type, FirstMethod(graph, assembly, type)))
            {
                yield return declaration;
            }
        }

        var accessors = graph.Types.Find(assembly.Name, type.Name)?.Methods.FindAll(static m => m.Method.Related.Count > 0 && m.Method.Has(MethodTraits.SpecialName)) ?? [];
        if (accessors.Count == 0)
        {
            yield break;
        }

        var seen = new HashSet<string>(type.Fields.Where(f => f.Has(FieldTraits.Backing)).Select(f => f.Name.Substring(1, f.Name.IndexOf('>') - 1)), StringComparer.Ordinal);
        foreach (var accessor in accessors)
        {
            var name = accessor.Method.Name;
            if (name.IndexOf('_') is var bar and > 0 && seen.Add(name.Substring(bar + 1)))
            {
                foreach (var declaration in Of(assembly, "P:" + type.Name + "." + name.Substring(bar + 1), Names.Short(accessor), accessor.Method.Related, type, accessor))
                {
                    yield return declaration;
                }
            }
        }
    }

    private static IEnumerable<Declaration> Of(
        AssemblyFacts assembly, string target, string member, IReadOnlyList<AttributeFact> attributes, TypeFact? type, MethodNode? node)
    {
        Dictionary<string, int>? seen = null;
        foreach (var attribute in attributes)
        {
            if (!attribute.Type.StartsWith(Prefix, StringComparison.Ordinal))
            {
                continue;
            }

            seen ??= new(StringComparer.Ordinal);
            seen.TryGetValue(attribute.Type, out var ordinal);
            seen[attribute.Type] = ordinal + 1;
            yield return new(assembly, target, member, attribute, ordinal, type, node);
        }
    }

    private static MethodNode? FirstMethod(CodeGraph graph, AssemblyFacts assembly, TypeFact type) =>
        graph.Types.Find(assembly.Name, type.Name)?.Methods.FirstOrDefault(m => m.Method.Span.IsKnown);
}
