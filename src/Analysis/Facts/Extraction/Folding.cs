using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>What a method definition is to the reader of facts.</summary>
internal enum MethodRole
{
    /// <summary>Somebody declared it (or a record, a property or the runtime asks for it by name).</summary>
    Declared,
    Lambda,
    LocalFunction,

    /// <summary>Only the compiler's: closures' constructors, state machines' members, base thunks.</summary>
    Plumbing,
}

/// <summary>
/// Gives what the compiler took apart back to the method the user wrote: state machines, lambdas, local functions. The owner of a lambda is
/// found through who creates or calls it, since its name does not tell overloads apart.
/// </summary>
internal sealed class Folding
{
    private readonly MetadataReader _metadata;
    private readonly Members _members;
    private readonly MethodRole[] _roles;
    private readonly HashSet<TypeDefinitionHandle> _compilersTypes = [];
    private readonly Dictionary<MethodDefinitionHandle, StateMachine> _machines = [];
    private readonly Dictionary<TypeDefinitionHandle, StateMachine> _machinesByType = [];
    private readonly Dictionary<int, List<MethodDefinitionHandle>> _creators = [];
    private readonly Dictionary<MethodDefinitionHandle, MethodDefinitionHandle> _owners = [];
    private readonly Dictionary<MethodDefinitionHandle, string> _ids = [];
    private readonly Dictionary<MethodDefinitionHandle, Callee> _thunks = [];

    public Folding(AssemblyImage image, Members members)
    {
        _metadata = image.Metadata;
        _members = members;
        foreach (var handle in _metadata.TypeDefinitions)
        {
            // Types around come first in the table, so one pass sees nesting.
            var type = _metadata.GetTypeDefinition(handle);
            var declaring = type.GetDeclaringType();
            if ((!declaring.IsNil && _compilersTypes.Contains(declaring)) || CompilerNames.IsCompilersType(_metadata.GetString(type.Name)))
            {
                _compilersTypes.Add(handle);
            }
        }

        foreach (var machine in StateMachines.Read(_metadata))
        {
            _machines[machine.Method] = machine;
            _machinesByType[_metadata.GetMethodDefinition(machine.MoveNext).GetDeclaringType()] = machine;
        }

        _roles = new MethodRole[_metadata.GetTableRowCount(TableIndex.MethodDef) + 1];
        foreach (var handle in _metadata.MethodDefinitions)
        {
            _roles[MetadataTokens.GetRowNumber(handle)] = Classify(handle);
        }

        FindCreators(image);
        AssignIds(new LambdaHash(image, members, this));
    }

    public MethodRole Role(MethodDefinitionHandle method) => _roles[MetadataTokens.GetRowNumber(method)];

    public bool IsFolded(MethodDefinitionHandle method) => Role(method) is MethodRole.Lambda or MethodRole.LocalFunction;

    /// <summary>Whether only the compiler knows the type.</summary>
    public bool IsCompilers(TypeDefinitionHandle type) => !type.IsNil && _compilersTypes.Contains(type);

    public bool IsMachine(TypeDefinitionHandle type) => !type.IsNil && _machinesByType.ContainsKey(type);

    /// <summary>The state machine that holds the method's body.</summary>
    public StateMachine? Machine(MethodDefinitionHandle method) => _machines.TryGetValue(method, out var machine) ? machine : null;

    /// <summary>Where the statements of the method are.</summary>
    public MethodDefinitionHandle BodyOf(MethodDefinitionHandle method) => Machine(method)?.MoveNext ?? method;

    /// <summary>The outermost user's method around a lambda or local function; otherwise itself.</summary>
    public MethodDefinitionHandle Owner(MethodDefinitionHandle method) => _owners.TryGetValue(method, out var owner) ? owner : method;

    public string Id(MethodDefinitionHandle method) => _ids.TryGetValue(method, out var id) ? id : _members.IdOf(method);

    /// <summary>What a thunk calls in the user's place.</summary>
    public Callee? Thunk(MethodDefinitionHandle method) => !method.IsNil && _thunks.TryGetValue(method, out var callee) ? callee : null;

    /// <summary>The user's type that a compiler's type stands in.</summary>
    public TypeDefinitionHandle UsersType(TypeDefinitionHandle type)
    {
        while (IsCompilers(type) && _metadata.GetTypeDefinition(type).GetDeclaringType() is { IsNil: false } around)
        {
            type = around;
        }

        return type;
    }

    public string DisplayName(MethodDefinitionHandle method) => Role(method) switch
    {
        MethodRole.Lambda => "lambda",
        MethodRole.LocalFunction => CompilerNames.LocalFunction(NameOf(method)),
        _ => NameOf(method),
    };

    /// <summary>A method's parameters as the user wrote them: closures that the compiler passes to local functions are left out.</summary>
    public IReadOnlyList<TypeName> Parameters(MethodDefinitionHandle method, MethodShape shape)
    {
        if (Role(method) != MethodRole.LocalFunction)
        {
            return shape.Parameters;
        }

        var count = shape.Parameters.Count;
        while (count > 0 && IsClosureParameter(shape.Parameters[count - 1]))
        {
            count--;
        }

        return count == shape.Parameters.Count ? shape.Parameters : shape.Parameters.Take(count).ToArray();
    }

    public static bool IsClosureParameter(TypeName type) =>
        type.Name.EndsWith("@", StringComparison.Ordinal) && type.Name.IndexOf("<>c__DisplayClass", StringComparison.Ordinal) >= 0;

    private MethodRole Classify(MethodDefinitionHandle handle)
    {
        var name = NameOf(handle);
        return CompilerNames.IsLambda(name) ? MethodRole.Lambda
            : CompilerNames.IsLocalFunction(name) ? MethodRole.LocalFunction
            : CompilerNames.IsBaseThunk(name) || IsCompilers(_metadata.GetMethodDefinition(handle).GetDeclaringType()) ? MethodRole.Plumbing
            : MethodRole.Declared;
    }

    private void FindCreators(AssemblyImage image)
    {
        var edges = new List<CallEdge>();
        CallEdges.Read(image, edges, []);
        var (asked, isThunk) = (0, false);
        foreach (var edge in edges)
        {
            var caller = MetadataTokens.MethodDefinitionHandle(edge.Caller);
            if (asked != edge.Caller)
            {
                // The edges of one body stand together.
                (asked, isThunk) = (edge.Caller, CompilerNames.IsBaseThunk(NameOf(caller)));
            }

            if (isThunk)
            {
                _thunks[caller] = _members.Method(edge.Target);
            }

            // ldtoken of a lambda is an expression tree's business; a field's or type's token is no edge at all.
            var callee = (edge.Target >> 24) == 0x06 ? MetadataTokens.MethodDefinitionHandle(edge.Target & 0xFFFFFF) : _members.Method(edge.Target).Definition;
            if (callee.IsNil || MetadataTokens.GetRowNumber(callee) >= _roles.Length || !IsFolded(callee))
            {
                continue;
            }

            if (_machinesByType.TryGetValue(_metadata.GetMethodDefinition(caller).GetDeclaringType(), out var machine))
            {
                caller = machine.Method;
            }

            var row = MetadataTokens.GetRowNumber(callee);
            if (!_creators.TryGetValue(row, out var creators))
            {
                _creators.Add(row, creators = []);
            }

            if (caller != callee && !creators.Contains(caller))
            {
                creators.Add(caller);
            }
        }
    }

    private void AssignIds(LambdaHash hash)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        var models = new MigrationModels(_metadata, _members);
        foreach (var handle in _metadata.MethodDefinitions)
        {
            if (!IsFolded(handle))
            {
                continue;
            }

            var owner = Outermost(handle);
            _owners.Add(handle, owner);
            if (models.Builds(owner))
            {
                continue; // there are thousands, and nobody reads them
            }

            var id = _members.IdOf(owner) + (Role(handle) == MethodRole.Lambda ? "~lambda:" + hash.Of(handle) : "~local:" + DisplayName(handle));
            taken.TryGetValue(id, out var before);
            taken[id] = before + 1;
            _ids.Add(handle, before == 0 ? id : id + ":" + (before + 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    private MethodDefinitionHandle Outermost(MethodDefinitionHandle method)
    {
        var seen = new HashSet<MethodDefinitionHandle> { method };
        var queue = new Queue<MethodDefinitionHandle>(seen);
        while (queue.Count > 0)
        {
            if (!_creators.TryGetValue(MetadataTokens.GetRowNumber(queue.Dequeue()), out var creators))
            {
                continue;
            }

            foreach (var creator in creators)
            {
                if (Role(creator) == MethodRole.Declared)
                {
                    return creator;
                }

                if (IsFolded(creator) && seen.Add(creator))
                {
                    queue.Enqueue(creator);
                }
            }
        }

        return ByName(method);
    }

    /// <summary>Nobody creates it (the compiler dropped a dead branch around it): its name is all that is left.</summary>
    private MethodDefinitionHandle ByName(MethodDefinitionHandle method)
    {
        var name = CompilerNames.OwnerName(NameOf(method));
        foreach (var candidate in _metadata.GetTypeDefinition(UsersType(_metadata.GetMethodDefinition(method).GetDeclaringType())).GetMethods())
        {
            if (Role(candidate) == MethodRole.Declared && NameOf(candidate) == name)
            {
                return candidate;
            }
        }

        return method;
    }

    private string NameOf(MethodDefinitionHandle method) => _metadata.GetString(_metadata.GetMethodDefinition(method).Name);
}
