using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Which results are tasks.</summary>
internal static class Tasks
{
    public static bool IsTask(MethodRef target) => Returned(target) is { } type && IsTask(type);

    public static bool IsTask(TypeName type) => type.Name is
        "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask`1";

    /// <summary>What a method returns once its task is done; the type itself where it is none.</summary>
    public static TypeName Answer(TypeName type) => IsTask(type) && type.Arguments.Count == 1 ? type.Arguments[0] : type;

    /// <summary>The type of a call's result, where the call says what stands for a type parameter.</summary>
    private static TypeName? Returned(MethodRef target)
    {
        var type = target.Returns;
        if (type is null || type.Name.Length < 2 || type.Name[0] != '`')
        {
            return type;
        }

        var ofMethod = type.Name[1] == '`';
        var arguments = ofMethod ? target.MethodArguments : target.TypeArguments;
        return int.TryParse(type.Name.Substring(ofMethod ? 2 : 1), out var index) && index < arguments.Count ? arguments[index] : null;
    }
}
