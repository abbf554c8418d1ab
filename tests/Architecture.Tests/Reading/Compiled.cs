using Mono.Cecil;

namespace IntentContracts.Architecture.Tests.Reading;

/// <summary>Our own assemblies, as the compiler left them. Read and never loaded: a test about references must not need them.</summary>
internal static class Compiled
{
    public static ModuleDefinition Attributes { get; } = Read("Attributes");

    public static ModuleDefinition Runtime { get; } = Read("Runtime");

    public static ModuleDefinition Testing { get; } = Read("Testing");

    public static ModuleDefinition EntityFrameworkCore { get; } = Read("EntityFrameworkCore");

    public static ModuleDefinition PostgreSql { get; } = Read("PostgreSql");

    public static ModuleDefinition AspNetCore { get; } = Read("AspNetCore");

    public static ModuleDefinition Generators { get; } = Read("Generators");

    public static ModuleDefinition CodeFixes { get; } = Read("CodeFixes");

    public static ModuleDefinition Analysis { get; } = Read("Analysis");

    public static ModuleDefinition Tasks { get; } = Read("Tasks");

    public static ModuleDefinition Cli { get; } = Read("Cli");

    public static IReadOnlyList<ModuleDefinition> All { get; } = [Attributes, Runtime, Testing, EntityFrameworkCore, PostgreSql, AspNetCore, Generators, CodeFixes, Analysis, Tasks, Cli];

    public static ModuleDefinition Named(string name) => All.Single(module => module.Assembly.Name.Name == "IntentContracts." + name);

    /// <summary>The types that a person wrote; what the compiler adds to them is found inside.</summary>
    public static IEnumerable<TypeDefinition> Written(ModuleDefinition module) =>
        module.Types.Where(type => type.Namespace.StartsWith("IntentContracts", StringComparison.Ordinal));

    public static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    public static IEnumerable<MethodDefinition> Methods(TypeDefinition type) => WithNested(type).SelectMany(t => t.Methods);

    private static ModuleDefinition Read(string name) =>
        ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, "IntentContracts." + name + ".dll"));
}
