using IntentContracts.Shared;

namespace IntentContracts.Analysis.Facts;

/// <summary>The writing half of <see cref="FactsFormat"/>; <see cref="FactsStreamReader"/> mirrors it line by line.</summary>
internal sealed class FactsWriter(BinaryWriter writer) : IDisposable
{
    private readonly Dictionary<string, int> _strings = new(StringComparer.Ordinal);
    private readonly Dictionary<TypeName, int> _types = new(ByReference<TypeName>.Instance);
    private readonly Dictionary<MethodRef, int> _methods = new(ByReference<MethodRef>.Instance);

    public void Dispose() => writer.Dispose();

    public void Assembly(AssemblyFacts facts)
    {
        Text(facts.Name);
        writer.Write(facts.Mvid.ToByteArray());
        List(facts.Types, Type);
        List(facts.Methods, Method);
        List(facts.Attributes, Attribute);
        List(facts.Documents, Text);
        Text(ManifestFormat.Write(facts.Manifest));
        writer.Write(facts.HasSymbols);
    }

    private void Type(TypeFact type)
    {
        Text(type.Name);
        Text(type.Namespace);
        Text(type.Enclosing);
        Number((int)type.Traits);
        OptionalTypeName(type.Base);

        List(type.Interfaces, TypeName);
        List(type.Attributes, Attribute);
        List(type.Fields, Field);
        List(type.Constraints, Constraint);
    }

    private void Constraint(ConstraintFact constraint)
    {
        Number(constraint.Parameter);
        TypeName(constraint.Type);
    }

    private void Field(FieldFact field)
    {
        Text(field.Id);
        Text(field.Name);
        TypeName(field.Type);
        Number((int)field.Traits);
        List(field.Attributes, Attribute);
    }

    private void Method(MethodFact method)
    {
        Text(method.Id);
        Text(method.Owner);
        Text(method.Type);
        Text(method.Name);
        Number((int)method.Traits);
        Number(method.GenericArity);
        List(method.Parameters, TypeName);
        TypeName(method.Returns);
        List(method.Attributes, Attribute);
        List(method.Related, Attribute);
        List(method.Implements, MethodRef);
        List(method.Sites, Site);
        List(method.Flow.BlockOfSite, Number);
        List(method.Flow.Reachable, Row);
        List(method.Body.Blocks, Block);
        List(method.Body.Regions, Region);
        List(method.Body.BlockOfSite, Number);
        List(method.Body.Steps, Step);
        List(method.Body.Locals, Local);
        List(method.Body.Cases, Case);
        Span(method.Span);
        Span(method.Declared);
        Text(method.Fingerprint);
        List(method.Keys, Key);
        List(method.Headers, Key);
    }

    private void Key(ParameterKey key)
    {
        Number(key.Parameter);
        Text(key.Key);
    }

    private void Block(BlockFact block)
    {
        List(block.Next, Number);
        Value(block.Tested);
        Number(block.WhenTrue);
        Number(block.WhenFalse);
        writer.Write((byte)block.Compares);
        Number(block.Against);
        Text(block.OfType);
    }

    private void Case(CaseFact asked)
    {
        Number(asked.Block);
        Value(asked.Asked);
        writer.Write((byte)asked.Compares);
        Number(asked.Against);
        Number(asked.WhenTrue);
        Number(asked.WhenFalse);
    }

    private void Region(RegionFact region)
    {
        writer.Write((byte)region.Kind);
        OptionalTypeName(region.Catches);
        List(region.Try, Number);
        List(region.Handler, Number);
        List(region.Filter, Number);
        Span(region.Span);
    }

    private void Step(StepFact step)
    {
        writer.Write((byte)step.Kind);
        Number(step.Block);
        Number(step.SitesBefore);
        Value(step.Value);
        Text(step.Slot);
        Span(step.Span);
    }

    private void Local(LocalFact local)
    {
        Text(local.Slot);
        TypeName(local.Type);
    }

    private void Site(SiteFact site)
    {
        writer.Write((byte)site.Kind);
        MethodRef(site.Target);
        Span(site.Span);
        List(site.Arguments, Value);
        Number(site.Consumer);
        Number(site.ConsumerArgument);
        Value(site.Receiver);
        writer.Write((byte)site.Use);
    }

    private void Value(ValueFact value)
    {
        writer.Write((byte)value.Kind);
        Text(value.Text);
    }

    private void MethodRef(MethodRef method)
    {
        if (!Define(_methods, method))
        {
            return;
        }

        Text(method.Assembly);
        Text(method.Type);
        Text(method.Name);
        Text(method.Id);
        List(method.TypeArguments, TypeName);
        List(method.MethodArguments, TypeName);
        Number(method.ParameterCount);
        writer.Write(method.HasReceiver);
        OptionalTypeName(method.Returns);
    }

    private void TypeName(TypeName type)
    {
        if (!Define(_types, type))
        {
            return;
        }

        Text(type.Assembly);
        Text(type.Name);
        List(type.Arguments, TypeName);
    }

    private void OptionalTypeName(TypeName? type)
    {
        writer.Write(type is not null);
        if (type is not null)
        {
            TypeName(type);
        }
    }

    private void Attribute(AttributeFact attribute)
    {
        Text(attribute.Type);
        List(attribute.Arguments, Text);
        List(attribute.Named, pair =>
        {
            Text(pair.Key);
            Text(pair.Value);
        });
    }

    private void Span(SourceSpan span)
    {
        Number(span.Document);
        if (span.IsKnown)
        {
            Number(span.Line);
            Number(span.Column);
            Number(span.EndLine);
            Number(span.EndColumn);
        }
    }

    private void Row(ulong[] row)
    {
        Number(row.Length);
        foreach (var word in row)
        {
            writer.Write(word);
        }
    }

    /// <summary>0 is null; a new string follows its number.</summary>
    private void Text(string? text)
    {
        if (text is null)
        {
            Number(0);
        }
        else if (_strings.TryGetValue(text, out var known))
        {
            Number(known);
        }
        else
        {
            _strings.Add(text, _strings.Count + 1);
            Number(_strings.Count);
            writer.Write(text);
        }
    }

    /// <summary>Whether the thing is new and must follow its number.</summary>
    private bool Define<T>(Dictionary<T, int> known, T thing)
        where T : class
    {
        if (known.TryGetValue(thing, out var number))
        {
            Number(number);
            return false;
        }

        // Its number is that of the definition's start; what it holds may be defined inside it, and counts from here on.
        known.Add(thing, known.Count + 1);
        Number(known.Count);
        return true;
    }

    private void List<T>(IReadOnlyList<T> items, Action<T> write)
    {
        Number(items.Count);
        foreach (var item in items)
        {
            write(item);
        }
    }

    /// <summary>Seven bits a byte, with the sign in the lowest, so that -1 is short.</summary>
    private void Number(int value)
    {
        var rest = (uint)((value << 1) ^ (value >> 31));
        while (rest >= 0x80)
        {
            writer.Write((byte)(rest | 0x80));
            rest >>= 7;
        }

        writer.Write((byte)rest);
    }

    private sealed class ByReference<T> : IEqualityComparer<T>
        where T : class
    {
        public static ByReference<T> Instance { get; } = new();

        public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

        public int GetHashCode(T obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
