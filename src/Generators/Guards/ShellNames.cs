using System.Globalization;
using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>Names of a shell's own variables, kept apart from those of the member's parameters.</summary>
internal sealed class ShellNames(Operation operation)
{
    public string Scope => Free("scope");

    public string Core => Free("core");

    public string Result => Free("result");

    public string Key => Free("key");

    public string Whose => Free("whose");

    public string Fingerprint => Free("fingerprint");

    public string Guards => Free("guards");

    public string Runner => Free("runner");

    public string State => Free("state");

    public string Self => Free("self");

    /// <summary>The token that a guard hands to the next one.</summary>
    public string Token => Free("token");

    public string InTime => Free("InTime");

    public string Exclusively => Free("Exclusively");

    public string Once => Free("Once");

    public string Repeatedly => Free("Repeatedly");

    public string InTransaction => Free("InTransaction");

    public string Checked => Free("Checked");

    /// <summary>What a condition's own exception is called.</summary>
    public string Fault => Free("fault");

    /// <summary>What a refused transition is called: its name is in scope to the end of the shell, where the conditions' names are declared again.</summary>
    public string Illegal => Free("illegal");

    public string From => Free("from");

    public string To => Free("to");

    public string Permitted => Free("permitted");

    public string Ended => Free("ended");

    public string IsOutermost => Free("isOutermost");

    public string Old(int index) => Free("old" + (index + 1).ToString(CultureInfo.InvariantCulture));

    private string Free(string name)
    {
        while (operation.Parameters.Any(p => p.Name == name) || operation.TypeParameters.Contains(name))
        {
            name += "_";
        }

        return name;
    }
}
