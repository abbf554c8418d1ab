using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Assumptions;

/// <summary>What an assumption names as its probe, looked for where its author could have meant it.</summary>
internal sealed class Probe(CodeGraph graph)
{
    private const string Boolean = "System.Boolean";

    private static readonly HashSet<string> Tasks = new(StringComparer.Ordinal) { "System.Threading.Tasks.Task`1", "System.Threading.Tasks.ValueTask`1" };

    /// <summary>What is wrong with it, how certainly, and what to write; null for one that can be asked.</summary>
    public (string Problem, bool Certain, string Remedy)? Problem(Assumption assumption)
    {
        var written = assumption.VerifiedBy!;
        var dot = written.LastIndexOf('.');
        var name = written.Substring(dot + 1);
        var assembly = assumption.Declaration.Assembly.Name;
        if (dot < 0 && assumption.Declaration.Type is null && assumption.Declaration.Node is null)
        {
            return ($"stands on an assembly, and its probe \"{written}\" does not say of which type", true, "write \"Namespace.Type.Method\"");
        }

        var start = dot < 0 ? (assumption.Declaration.Type ?? assumption.Declaration.Node!.Type).Name : written.Substring(0, dot);
        if (graph.Types.Find(assembly, start) is not { } type)
        {
            return ($"names the probe \"{written}\", and {assembly} has no type {start}", true, "name a type of this assembly in full, as \"Namespace.Type.Method\"");
        }

        var places = Places(type);
        var candidates = places.SelectMany(t => t.Named(name)).Where(IsWritten).ToList();
        if (candidates.Exists(c => Flaw(c.Method) is null))
        {
            return null;
        }

        return candidates.Count > 0 ? ($"names {name} as its probe, which {Flaw(candidates[0].Method)}", true, "let it take nothing and return bool, Task<bool> or ValueTask<bool>")
            : IsOtherMember(places, name) ? ($"names {name} as its probe, which is no method", true, "name a method that returns bool, Task<bool> or ValueTask<bool>")
            : ($"names the probe \"{name}\", and {Names.Type(type.Fact.Name)} has no such method", !places.Any(HasForeignBase), "name one with nameof, or leave VerifiedBy out and set Until");
    }

    /// <summary>Where a simple name leads the compiler, too: the type, what it derives from, and the types around it.</summary>
    private HashSet<TypeNode> Places(TypeNode type)
    {
        var places = new HashSet<TypeNode>();
        var open = new Stack<TypeNode>([type]);
        while (open.Count > 0)
        {
            var at = open.Pop();
            if (!places.Add(at))
            {
                continue;
            }

            if (at.Base is { } @base)
            {
                open.Push(@base);
            }

            foreach (var above in at.Fact.Interfaces.Select(i => graph.Types.Find(i.Assembly, i.Name)).Append(graph.Types.Find(at.Assembly, at.Fact.Enclosing)).OfType<TypeNode>())
            {
                open.Push(above);
            }
        }

        return places;
    }

    private static bool IsWritten(MethodNode node) =>
        !node.Method.Has(MethodTraits.Lambda) && !node.Method.Has(MethodTraits.LocalFunction) && !node.Method.Has(MethodTraits.Constructor);

    private static string? Flaw(MethodFact method) =>
        method.Parameters.Count > 0 ? "takes parameters"
        : method.GenericArity > 0 ? "is generic"
        : !Answers(method.Returns) ? "returns " + (method.Returns.Name == "System.Void" ? "nothing" : Names.Type(method.Returns.Name) + " and not bool")
        : null;

    private static bool Answers(TypeName type) =>
        type.Name == Boolean || (Tasks.Contains(type.Name) && type.Arguments.Count == 1 && type.Arguments[0].Name == Boolean);

    private static bool IsOtherMember(IEnumerable<TypeNode> places, string name) =>
        places.Any(t => t.Fact.Fields.Any(f => f.Name == name) || t.Named("get_" + name).Count + t.Named("set_" + name).Count + t.Named("add_" + name).Count > 0);

    /// <summary>A base class that was not read may have it.</summary>
    private static bool HasForeignBase(TypeNode type) => type.Base is null && type.Fact.Base is { Name: not ("System.Object" or "System.ValueType") };
}
