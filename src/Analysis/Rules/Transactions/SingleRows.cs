using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Queries for a row that there is once: <c>db.Values.Find("settings")</c>, <c>db.Settings.FirstOrDefault()</c>, <c>roles.FirstOrDefault(r => r.Name == Roles.Basic)</c>.</summary>
internal static class SingleRows
{
    /// <summary>How deep an expression is read.</summary>
    private const int Deep = 16;

    public static bool Is(MethodFact method, int query)
    {
        var call = method.Sites[query];
        var isFind = call.Target.Name.StartsWith("Find", StringComparison.Ordinal);
        return isFind ? call.Arguments.Count > 0 && call.Arguments.Any(a => a.Kind is not ValueKind.Null) && call.Arguments.All(a => IsConstant(method, a, Deep))
            : call.Target.Name.StartsWith("First", StringComparison.Ordinal) || call.Target.Name.StartsWith("Single", StringComparison.Ordinal) ? IsQuery(method, Values.ResultOf(query), Deep)
            : false;
    }

    /// <summary>A chain of a query that begins with what a context holds, in which nothing is asked that is different from call to call.</summary>
    private static bool IsQuery(MethodFact method, ValueFact value, int depth)
    {
        if (depth == 0 || Values.Source(method, value) is not { Kind: SiteKind.Call or SiteKind.VirtualCall or SiteKind.FieldRead } call)
        {
            return false;
        }

        if (call.Kind == SiteKind.FieldRead || (call.Target.HasReceiver && (call.Target.Name.StartsWith("get_", StringComparison.Ordinal) || call.Target.Name == "Set") && call.Target.ParameterCount == 0))
        {
            return true;
        }

        return !call.Target.HasReceiver && call.Arguments.Count > 0
            && IsQuery(method, call.Arguments[0], depth - 1)
            && call.Arguments.Skip(1).All(a => IsToken(a) || IsConstant(method, a, Deep));
    }

    /// <summary>Whether it stops asking says nothing of what is asked.</summary>
    private static bool IsToken(ValueFact argument) => argument.Kind == ValueKind.Parameter;

    private static bool IsConstant(MethodFact method, ValueFact value, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        switch (value.Kind)
        {
            case ValueKind.Text or ValueKind.Number or ValueKind.Null:
                return true;
            case ValueKind.Many:
                return value.Elements.All(e => IsConstant(method, e, depth - 1));
            case ValueKind.Result when Values.Source(method, value) is { } call:
                return call.Target switch
                {
                    { Type: "System.Linq.Expressions.Expression", Name: "Parameter" } => true,
                    { Type: "System.Linq.Expressions.Expression", Name: "Constant" } => call.Arguments.Count > 0 && call.Arguments[0].Kind is ValueKind.Text or ValueKind.Number or ValueKind.Null,
                    { Type: "System.Linq.Expressions.Expression" } => call.Arguments.All(a => IsConstant(method, a, depth - 1)),
                    { Name: "GetTypeFromHandle" or "GetMethodFromHandle" or "GetFieldFromHandle" } => true,
                    { HasReceiver: false, ParameterCount: 0, Name: var name } => call.Kind == SiteKind.FieldRead || (name.StartsWith("get_", StringComparison.Ordinal) && name is not ("get_Now" or "get_UtcNow" or "get_Today" or "get_Current")),
                    _ => false,
                };
            case ValueKind.Field:
                return method.Sites.Any(s => s.Kind == SiteKind.FieldRead && s.Target.Id == value.Text && !s.Target.HasReceiver);
            default:
                return false;
        }
    }
}
