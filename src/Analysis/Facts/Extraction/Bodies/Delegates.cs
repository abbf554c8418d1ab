using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Delegates: a site where the function is taken, told later what it is called on and which call consumes it.</summary>
internal sealed class Delegates(BodyContext context, EvaluationStack stack, SiteNotes sites)
{
    /// <summary>ldftn and ldvirtftn.</summary>
    public void Take(Instruction i)
    {
        var receiver = i.Code == ILOpCode.Ldvirtftn ? stack.Pop() : Value.Unknown;
        var callee = context.Members.Method(i.Token);
        var site = sites.Add(SiteKind.Delegate, context.Folding.Thunk(callee.Definition) ?? callee, receiver);
        stack.Push(new(ValueTag.FunctionPointer, site, sites[site].Target.Id));
    }

    /// <summary>Any newobj of a target and a function makes a delegate, whatever the delegate's type is called.</summary>
    public bool TryMake(IReadOnlyList<Value> arguments, out Value made)
    {
        made = Value.Unknown;
        if (arguments.Count != 2 || arguments[1].Tag != ValueTag.FunctionPointer)
        {
            return false;
        }

        sites[arguments[1].Index].Receiver = arguments[0];
        made = new(ValueTag.Delegate, arguments[1].Index, arguments[1].Text);
        return true;
    }

    /// <summary>The first call that a delegate is handed to is its consumer.</summary>
    /// <param name="argument">Which argument of the call; -1 for the receiver.</param>
    public void Consume(Value value, int site, int argument)
    {
        if (value.Tag is ValueTag.Delegate or ValueTag.FunctionPointer && sites[value.Index] is { Consumer: < 0 } made)
        {
            made.Consumer = site;
            made.ConsumerArgument = argument;
        }
    }
}
