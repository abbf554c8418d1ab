using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>What one guard hands to the next one in: one value per instance, service and parameter, the token apart.</summary>
internal sealed class Handed
{
    private readonly IReadOnlyList<Value> _values;

    private Handed(IReadOnlyList<Value> values) => _values = values;

    public static Handed From(GuardedPart part, Operation operation, ShellNames names, bool withGuards, bool withRunner)
    {
        var values = new List<Value>();
        if (!operation.IsStatic)
        {
            values.Add(new(part.TypeReference, names.Self, _ => "this"));
        }

        if (withGuards)
        {
            values.Add(new("global::IntentContracts.IntentGuards", names.Guards, w => w.Guards));
        }

        if (withRunner)
        {
            // The tuple's item must have the interface's type: a lambda hands it on as that.
            values.Add(new("global::IntentContracts.ITransactionRunner", names.Runner, w => "(global::IntentContracts.ITransactionRunner)" + w.Transaction!.Runner));
        }

        var token = Signature.Token(operation);
        values.AddRange(operation.Parameters.Where(p => p != token).Select(p => new Value(p.Type, p.Name, _ => p.Name)));
        return new(values);
    }

    /// <summary>The state, packed where <c>this</c> and primary constructor parameters can be reached.</summary>
    public string PackAtTop(WaitingStages waiting) => Signature.Pack([.. _values.Select(v => v.AtTop(waiting))]);

    /// <summary>The state, packed inside a static function that has the values as parameters.</summary>
    public string Pack() => Signature.Pack([.. _values.Select(v => v.Name)]);

    /// <summary>The parameters of such a function.</summary>
    public string Parameters(ShellNames names) =>
        string.Join(", ", _values.Select(v => v.Type + " " + v.Name).Append("global::System.Threading.CancellationToken " + names.Token));

    /// <summary>The arguments for such a function, inside a guard's lambda.</summary>
    public string Unpacked(ShellNames names) => string.Join(", ", _values.Select((_, i) => Item(names, i)).Append(names.Token));

    /// <summary>What the core is called on inside a guard's lambda, with its dot.</summary>
    public string Receiver(GuardedPart part, ShellNames names) => (_values.Count > 0 && _values[0].Name == names.Self ? Item(names, 0) : part.TypeReference) + ".";

    /// <summary>How a parameter is called inside a guard's lambda.</summary>
    public Func<GuardedParameter, string> Argument(Operation operation, ShellNames names)
    {
        var token = Signature.Token(operation);
        return parameter => parameter == token ? names.Token : Item(names, IndexOf(parameter.Name));
    }

    private string Item(ShellNames names, int index) => Signature.Unpack(names.State, index, _values.Count);

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

    private sealed record Value(string Type, string Name, Func<WaitingStages, string> AtTop);
}
