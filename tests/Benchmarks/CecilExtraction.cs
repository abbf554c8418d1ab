using Mono.Cecil;
using Mono.Cecil.Cil;

namespace IntentContracts.Benchmarks;

/// <summary>
/// The same with Mono.Cecil, deferred reading. Of an edge's identity only what Cecil has at hand is touched (scope, type, name, parameters); no text
/// is built, so the comparison favours it.
/// </summary>
internal static class CecilExtraction
{
    public static Extraction Run(string[] files)
    {
        int edges = 0, clauses = 0, machines = 0;
        long check = 0;
        foreach (var file in files)
        {
            using var module = ModuleDefinition.ReadModule(file, new ReaderParameters(ReadingMode.Deferred));
            foreach (var method in module.GetTypes().SelectMany(type => type.Methods))
            {
                machines += IsStateMachine(method) ? 1 : 0;
                if (!method.HasBody)
                {
                    continue;
                }

                foreach (var instruction in method.Body.Instructions)
                {
                    if (IsEdge(instruction))
                    {
                        edges++;
                        check += Touch((MethodReference)instruction.Operand);
                    }
                }

                clauses += method.Body.HasExceptionHandlers ? method.Body.ExceptionHandlers.Count : 0;
            }
        }

        return new(edges, clauses, machines, check);
    }

    private static int Touch(MethodReference method)
    {
        var definition = method.GetElementMethod();
        var type = definition.DeclaringType.GetElementType();
        var scope = type.Scope is AssemblyNameReference assembly ? assembly.Name : type.Module.Assembly.Name.Name;

        // Only what both decoders spell alike is summed: an array has no assembly of its own.
        return scope is null || type.Name is null || definition.Parameters is null ? 0 : definition.Name.Length;
    }

    private static bool IsEdge(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn or Code.Ldvirtftn or Code.Jmp => true,
        Code.Ldtoken => instruction.Operand is MethodReference,
        _ => false,
    };

    private static bool IsStateMachine(MethodDefinition method)
    {
        if (!method.HasCustomAttributes)
        {
            return false;
        }

        foreach (var attribute in method.CustomAttributes)
        {
            if (attribute.AttributeType.Name is "AsyncStateMachineAttribute" or "IteratorStateMachineAttribute" or "AsyncIteratorStateMachineAttribute"
                && attribute.ConstructorArguments[0].Value is TypeReference type)
            {
                return type.Resolve().Methods.Any(m => m.Name == "MoveNext");
            }
        }

        return false;
    }
}
