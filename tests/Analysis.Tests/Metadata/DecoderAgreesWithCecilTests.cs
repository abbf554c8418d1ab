using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Facts.Extraction;
using IntentContracts.Analysis.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using ExceptionHandler = Mono.Cecil.Cil.ExceptionHandler;
using ExceptionRegionKind = System.Reflection.Metadata.ExceptionRegionKind;
using Instruction = Mono.Cecil.Cil.Instruction;

namespace IntentContracts.Analysis.Tests.Metadata;

/// <summary>An independent decoder reads the same edges, clauses and state machines out of every real assembly.</summary>
public sealed class DecoderAgreesWithCecilTests
{
    /// <summary>One edge in so many is compared by name; a prime, so that it does not fall in step with anything.</summary>
    private const int Sample = 97;

    [Fact]
    public void In_every_assembly_of_the_shared_frameworks() => Compare(RealAssemblies.Frameworks(), atLeast: 200);

    [Fact]
    public void In_every_server_package() => Compare(RealAssemblies.ServerPackages(), atLeast: 8);

    [Fact]
    public void The_facts_of_every_server_package_can_be_read()
    {
        foreach (var path in RealAssemblies.ServerPackages())
        {
            CheckFacts(FactsReader.Read(path));
        }
    }

    [Fact]
    public void The_facts_of_every_framework_assembly_can_be_read()
    {
        foreach (var path in RealAssemblies.Frameworks())
        {
            CheckFacts(FactsReader.Read(path));
        }
    }

    private static void CheckFacts(AssemblyFacts facts)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var method in facts.Methods)
        {
            Assert.Equal(method.Sites.Count, method.Flow.BlockOfSite.Count);
            ids.Add(method.Id);
            for (var s = 0; s < method.Sites.Count; s++)
            {
                Assert.InRange(method.Sites[s].Consumer, -1, method.Sites.Count - 1);
                _ = method.Flow.InLoop(s);
            }
        }

        foreach (var folded in facts.Methods.Where(m => m.Has(MethodTraits.Lambda) || m.Has(MethodTraits.LocalFunction)))
        {
            Assert.Contains(folded.Owner, ids);
        }
    }

    private static void Compare(IReadOnlyList<string> paths, int atLeast)
    {
        Assert.True(paths.Count >= atLeast, $"only {paths.Count} assemblies were found");
        foreach (var path in paths)
        {
            using var image = AssemblyImage.Open(path);
            using var module = ModuleDefinition.ReadModule(path, new ReaderParameters(ReadingMode.Deferred) { InMemory = false });
            CompareBodies(image, module);
            CompareStateMachines(image, module);
        }
    }

    private static void CompareBodies(AssemblyImage image, ModuleDefinition module)
    {
        var edges = new List<CallEdge>();
        var clauses = new List<ExceptionClause>();
        CallEdges.Read(image, edges, clauses);
        var expectedEdges = 0;
        var expectedClauses = 0;
        var members = new Members(image);
        var identities = new MemberTable(image);
        foreach (var method in MethodsInOrder(module))
        {
            // Cecil calls it a body when the RVA is there; native ones hold no IL.
            if (!method.HasBody)
            {
                continue;
            }

            foreach (var instruction in method.Body.Instructions.Where(IsEdge))
            {
                Assert.True(expectedEdges < edges.Count, $"{image.Name}: {method} has an edge that we miss");
                var edge = edges[expectedEdges++];
                Assert.True(
                    method.MetadataToken.RID == edge.Caller && instruction.Offset == edge.Offset,
                    $"{image.Name}: {method} at {instruction.Offset}, ours {edge}");
                if (expectedEdges % Sample == 0)
                {
                    var cecil = CecilNames.Edge((MethodReference)instruction.Operand);
                    Assert.Equal(cecil, OurEdge(members, edge.Target));
                    var identity = identities.Of(edge.Target);
                    Assert.StartsWith(identity.Assembly + "|", cecil, StringComparison.Ordinal);
                    Assert.Contains("|" + identity.Member + "|", cecil, StringComparison.Ordinal);
                }
            }

            foreach (var handler in method.Body.ExceptionHandlers)
            {
                Assert.Equal(Expected(handler, method.Body), clauses[expectedClauses++]);
            }
        }

        Assert.Equal((image.Name, expectedEdges, expectedClauses), (image.Name, edges.Count, clauses.Count));
    }

    private static ExceptionClause Expected(ExceptionHandler h, Mono.Cecil.Cil.MethodBody body)
    {
        int End(Instruction? end) => end?.Offset ?? body.CodeSize;
        return new(
            (ExceptionRegionKind)(int)h.HandlerType,
            h.TryStart.Offset,
            End(h.TryEnd) - h.TryStart.Offset,
            h.HandlerStart.Offset,
            End(h.HandlerEnd) - h.HandlerStart.Offset,
            h.HandlerType switch
            {
                ExceptionHandlerType.Catch => h.CatchType.MetadataToken.ToInt32(),
                ExceptionHandlerType.Filter => h.FilterStart.Offset,
                _ => 0,
            });
    }

    private static void CompareStateMachines(AssemblyImage image, ModuleDefinition module)
    {
        var ours = StateMachines.Read(image.Metadata)
            .Select(m => (MetadataTokens.GetRowNumber(m.Method), MetadataTokens.GetRowNumber(m.MoveNext), m.Kind))
            .Order().ToArray();
        var theirs = MethodsInOrder(module).SelectMany(StateMachineOf).Order().ToArray();
        Assert.Equal(theirs, ours);
    }

    private static IEnumerable<(int, int, StateMachineKind)> StateMachineOf(MethodDefinition method)
    {
        foreach (var attribute in method.CustomAttributes)
        {
            StateMachineKind? kind = attribute.AttributeType.FullName switch
            {
                "System.Runtime.CompilerServices.AsyncStateMachineAttribute" => StateMachineKind.Async,
                "System.Runtime.CompilerServices.IteratorStateMachineAttribute" => StateMachineKind.Iterator,
                "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute" => StateMachineKind.AsyncIterator,
                _ => null,
            };
            if (kind is not null && attribute.ConstructorArguments[0].Value is TypeReference type)
            {
                var moveNext = type.Resolve().Methods.First(m => m.Name == "MoveNext");
                yield return ((int)method.MetadataToken.RID, (int)moveNext.MetadataToken.RID, kind.Value);
            }
        }
    }

    private static IEnumerable<MethodDefinition> MethodsInOrder(ModuleDefinition module) =>
        module.GetTypes().SelectMany(type => type.Methods).OrderBy(method => method.MetadataToken.RID);

    private static bool IsEdge(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn or Code.Ldvirtftn or Code.Jmp => true,
        Code.Ldtoken => instruction.Operand is MethodReference,
        _ => false,
    };

    private static string OurEdge(Members members, int token)
    {
        var callee = members.Method(token);
        var name = callee.Reference;
        return $"{name.Assembly}|{name.Type}|{name.Name}|{(callee.Shape.HasReceiver ? "this " : "")}{Spell(callee.Shape.Returns)}({string.Join(",", callee.Shape.Parameters.Select(Spell))})";
    }

    /// <summary>Arguments behind the whole name, as Cecil has them.</summary>
    private static string Spell(TypeName type)
    {
        if (type.Arguments.Count == 0)
        {
            return type.Name;
        }

        var end = type.Name.Length;
        while (end > 0 && type.Name[end - 1] is '@' or '*' or ']')
        {
            end = type.Name[end - 1] == ']' ? type.Name.LastIndexOf('[', end - 1) : end - 1;
        }

        return type.Name[..end] + "<" + string.Join(",", type.Arguments.Select(Spell)) + ">" + type.Name[end..];
    }
}
