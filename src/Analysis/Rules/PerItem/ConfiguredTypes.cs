using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>Own types that the configuration fills: the options that somebody asks for or configures, and what a section is bound to, with the types of what they hold.</summary>
internal sealed class ConfiguredTypes
{
    private readonly HashSet<(string Assembly, string Name)> _types = [];

    public ConfiguredTypes(CodeGraph graph)
    {
        foreach (var node in graph.Focus)
        {
            foreach (var parameter in node.Method.Parameters)
            {
                Ask(parameter);
            }

        }

        foreach (var (node, index) in graph.Sites.Of(IsOfConfiguration))
        {
            if (graph.IsInFocus(node))
            {
                var site = node.Method.Sites[index];
                if (site.Target.Type.StartsWith("Microsoft.Extensions.Options.IOptions", StringComparison.Ordinal) && site.Target.TypeArguments.Count == 1)
                {
                    Add(site.Target.TypeArguments[0]);
                }
                else if (site.Target is { Type: "Microsoft.Extensions.Configuration.ConfigurationBinder", Name: "Get" or "GetValue" } or { Type: "Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions" or "Microsoft.Extensions.DependencyInjection.OptionsConfigurationServiceCollectionExtensions", Name: "Configure" or "AddOptions" or "PostConfigure" or "AddOptionsWithValidateOnStart" }
                    && site.Target.MethodArguments.Count > 0)
                {
                    Add(site.Target.MethodArguments[0]);
                }
                else if (site.Target is { Type: "Microsoft.Extensions.Configuration.ConfigurationBinder", Name: "Bind" })
                {
                    foreach (var bound in site.Arguments.Select(a => StaticTypes.Of(node.Method, a)).OfType<TypeName>())
                    {
                        Add(bound);
                    }
                }
            }
        }

        void Ask(TypeName type)
        {
            if (type.Arguments.Count == 1 && type.Name.StartsWith("Microsoft.Extensions.Options.IOptions", StringComparison.Ordinal))
            {
                Add(type.Arguments[0]);
            }
        }

        // A section inside a section is a property of a type of its own.
        void Add(TypeName type)
        {
            if (graph.Types.Find(type.Assembly, type.Name) is not { } own || !_types.Add((type.Assembly, type.Name)))
            {
                return;
            }

            foreach (var getter in own.Methods.Where(m => m.Method.Name.StartsWith("get_", StringComparison.Ordinal)))
            {
                Add(getter.Method.Returns);
                foreach (var argument in getter.Method.Returns.Arguments)
                {
                    Add(argument);
                }
            }

            if (own.Fact.Base is { } above)
            {
                Add(above);
            }
        }
    }

    private static bool IsOfConfiguration(MethodRef member) =>
        member.Type.StartsWith("Microsoft.Extensions.Options.IOptions", StringComparison.Ordinal) || member.Type.StartsWith("Microsoft.Extensions.Configuration.", StringComparison.Ordinal)
        || member.Type.StartsWith("Microsoft.Extensions.DependencyInjection.Options", StringComparison.Ordinal);

    /// <summary>Whether a call is the getter of such a type.</summary>
    public bool Has(MethodRef getter) => getter.Name.StartsWith("get_", StringComparison.Ordinal) && _types.Contains((getter.Assembly, getter.Type));
}
