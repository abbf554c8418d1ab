using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>What one guard hands to the next one in: one value per instance, runner and parameter, the token apart.</summary>
internal sealed class Handed
{
    private readonly IReadOnlyList<(string Type, string Name, string AtTop)> _values;

    private Handed(IReadOnlyList<(string Type, string Name, string AtTop)> values) => _values = values;

    public static Handed From(GuardedPart part, GuardedMember member, ShellNames names, bool withRunner)
    {
        var values = new List<(string, string, string)>();
        if (!member.IsStatic)
        {
            values.Add((part.TypeReference, names.Self, "this"));
        }

        if (withRunner)
        {
            values.Add(("global::IntentContracts.ITransactionRunner", names.Runner, member.Transaction!.Runner));
        }

        var token = Signature.Token(member);
        values.AddRange(member.Parameters.Where(p => p != token).Select(p => (p.Type, p.Name, p.Name)));
        return new(values);
    }

    /// <summary>The state, packed where <c>this</c> and primary constructor parameters can be reached.</summary>
    public string PackAtTop(GuardedMember member) =>
        Signature.Pack([.. _values.Select(v => v.AtTop.StartsWith("new ", StringComparison.Ordinal) ? "(global::IntentContracts.ITransactionRunner)" + v.AtTop : v.AtTop)]);

    /// <summary>The state, packed inside a static function that has the values as parameters.</summary>
    public string Pack() => Signature.Pack([.. _values.Select(v => v.Name)]);

    /// <summary>The parameters of such a function.</summary>
    public string Parameters(ShellNames names) =>
        string.Join(", ", _values.Select(v => v.Type + " " + v.Name).Concat(["global::System.Threading.CancellationToken " + names.Token]));

    /// <summary>The body of a guard's lambda: the next guard's function, or the core when there is none.</summary>
    public string Continue(GuardedPart part, GuardedMember member, ShellNames names, string? function)
    {
        var values = _values.Select((v, i) => Signature.Unpack(names.State, i, _values.Count)).ToList();
        if (function is not null)
        {
            return $"{function}({string.Join(", ", values.Concat([names.Token]))})";
        }

        var token = Signature.Token(member);
        var receiver = member.IsStatic ? part.TypeReference + "." : values[0] + ".";
        return Signature.CallCore(member, receiver, p => p == token ? names.Token : values[IndexOf(p.Name)]);
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < _values.Count; i++)
        {
            if (_values[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(name), name, "is not handed on");
    }
}
