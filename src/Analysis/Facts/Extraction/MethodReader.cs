using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Facts.Extraction.Bodies;
using IntentContracts.Analysis.Facts.Extraction.Fingerprints;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>Folded methods, in metadata order.</summary>
internal sealed class MethodReader(BodyContext context, Attributes attributes, TypeReader types)
{
    private readonly MetadataReader _metadata = context.Image.Metadata;
    private readonly Dictionary<MethodDefinitionHandle, List<MethodRef>> _implements = [];
    private readonly AnsweredBodies _answered = new(context.Image.Metadata, context.Members);
    private readonly ParameterKeys _keys = new(context.Image.Metadata, attributes, "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute");
    private readonly ParameterKeys _headers = new(context.Image.Metadata, attributes, "Refit.HeaderAttribute", "RestEase.HeaderAttribute");
    private readonly RelatedAttributes _related = new(context.Image.Metadata, attributes);
    private readonly MigrationModels _models = new(context.Image.Metadata, context.Members);
    private readonly TypePredicates _predicates = new(context);

    public IReadOnlyList<MethodFact> ReadAll()
    {
        ReadImplementations();
        var facts = new List<MethodFact>();
        foreach (var handle in _metadata.MethodDefinitions)
        {
            var role = context.Folding.Role(handle);
            if (role != MethodRole.Plumbing && !(role == MethodRole.Lambda && _models.Builds(context.Folding.Owner(handle))))
            {
                facts.Add(Read(handle));
            }
        }

        return facts;
    }

    private void ReadImplementations()
    {
        foreach (var type in _metadata.TypeDefinitions)
        {
            foreach (var handle in _metadata.GetTypeDefinition(type).GetMethodImplementations())
            {
                var implementation = _metadata.GetMethodImplementation(handle);
                var body = context.Members.Method(MetadataTokens.GetToken(implementation.MethodBody)).Definition;
                if (body.IsNil)
                {
                    continue;
                }

                if (!_implements.TryGetValue(body, out var declared))
                {
                    _implements.Add(body, declared = []);
                }

                declared.Add(context.Members.Method(MetadataTokens.GetToken(implementation.MethodDeclaration)).Reference);
            }
        }
    }

    private MethodFact Read(MethodDefinitionHandle handle)
    {
        var folding = context.Folding;
        var method = _metadata.GetMethodDefinition(handle);
        var callee = context.Members.Method(MetadataTokens.GetToken(handle));
        var owner = folding.Owner(handle);
        var type = folding.UsersType(_metadata.GetMethodDefinition(owner).GetDeclaringType());
        var declared = attributes.Read(method.GetCustomAttributes());
        var body = new BodyReader(context, handle);
        if (!_models.Builds(handle))
        {
            body.Read();
        }

        return new(
            folding.Id(handle),
            context.Members.IdOf(owner),
            context.Members.Types.Name(type),
            folding.DisplayName(handle),
            Traits(handle, method, type, declared, body.Span),
            callee.Shape.GenericArity,
            folding.Parameters(handle, callee.Shape),
            callee.Shape.Returns,
            declared,
            _related.Of(handle),
            _implements.TryGetValue(handle, out var implements) ? implements : [],
            body.Sites,
            body.Flow,
            body.Body,
            body.Span,
            body.Declared,
            _answered.Includes(handle) ? BodyFingerprint.Of(context, handle) : "")
        {
            Keys = _keys.Of(method),
            Headers = _headers.Of(method),
        };
    }

    private MethodTraits Traits(
        MethodDefinitionHandle handle,
        MethodDefinition method,
        TypeDefinitionHandle type,
        IReadOnlyList<AttributeFact> declared,
        SourceSpan span)
    {
        var flags = method.Attributes;
        var traits = MethodTraits.None;
        traits |= (flags & MethodAttributes.Static) != 0 ? MethodTraits.Static : 0;
        traits |= (flags & MethodAttributes.Virtual) != 0 ? MethodTraits.Virtual : 0;
        traits |= (flags & MethodAttributes.Abstract) != 0 ? MethodTraits.Abstract : 0;
        traits |= (flags & (MethodAttributes.Virtual | MethodAttributes.NewSlot)) == (MethodAttributes.Virtual | MethodAttributes.NewSlot) ? MethodTraits.NewSlot : 0;
        var name = _metadata.GetString(method.Name);
        traits |= name is ".ctor" or ".cctor" ? MethodTraits.Constructor : 0;
        traits |= (flags & MethodAttributes.SpecialName) != 0 && name is not (".ctor" or ".cctor") ? MethodTraits.SpecialName : 0;
        traits |= context.Folding.Machine(handle)?.Kind switch
        {
            StateMachineKind.Async => MethodTraits.Async,
            StateMachineKind.Iterator => MethodTraits.Iterator,
            StateMachineKind.AsyncIterator => MethodTraits.Async | MethodTraits.Iterator,
            _ => 0,
        };

        // MethodImplAttributes.Async of .NET 10: the runtime suspends the method, and there is no state machine.
        traits |= ((int)method.ImplAttributes & 0x2000) != 0 ? MethodTraits.Async : 0;
        var role = context.Folding.Role(handle);
        traits |= role == MethodRole.Lambda ? MethodTraits.Lambda : role == MethodRole.LocalFunction ? MethodTraits.LocalFunction : 0;
        traits |= _predicates.Answer(handle) is { } answer ? answer ? MethodTraits.TakesOthers : MethodTraits.RefusesOthers : 0;
        traits |= (method.ImplAttributes & MethodImplAttributes.Synchronized) != 0 ? MethodTraits.Synchronized : 0;
        var access = flags & MethodAttributes.MemberAccessMask;
        if (role == MethodRole.Declared)
        {
            traits |= access == MethodAttributes.Public ? MethodTraits.Public : 0;
            traits |= access == MethodAttributes.Private ? MethodTraits.Private : 0;
            traits |= access is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem && types.IsVisible(type)
                ? MethodTraits.ExternallyVisible
                : 0;
        }

        return traits | (name == CompilerNames.AsyncMain || IsGenerated(role, type, declared, span) ? MethodTraits.Generated : 0);
    }

    private bool IsGenerated(MethodRole role, TypeDefinitionHandle type, IReadOnlyList<AttributeFact> declared, SourceSpan span) =>
        (role == MethodRole.Declared && TypeReader.IsGenerated(declared))
        || types.IsGenerated(type)
        || (span.IsKnown && context.Symbols.Documents[span.Document].EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase));
}
