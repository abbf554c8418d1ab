using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Which calls throw exceptions of a type: those of its own library. What the platform throws, and what drivers and policies throw, comes through other libraries as well.</summary>
internal static class ExceptionKin
{
    /// <summary>Owners of more than one library.</summary>
    private static readonly HashSet<string> Houses = new(StringComparer.Ordinal) { "System", "Microsoft" };

    /// <summary>Drivers that others are built on, and what is put around calls of others.</summary>
    private static readonly HashSet<string> Underneath = new(StringComparer.Ordinal)
    {
        "Microsoft.Data", "Microsoft.EntityFrameworkCore", "Npgsql", "MySql", "MySqlConnector", "Oracle", "FirebirdSql", "StackExchange", "RabbitMQ", "Confluent", "Grpc", "Polly",
    };

    /// <summary>Whether calls of any library may throw it.</summary>
    public static bool ComesThrough(TypeName type) => type.Name.StartsWith("System.", StringComparison.Ordinal) || Underneath.Contains(Root(type.Name));

    public static bool AreKin(TypeName type, MethodRef call) =>
        Root(type.Name) == Root(call.Type) || (!type.Name.StartsWith("System.", StringComparison.Ordinal) && (type.Assembly == call.Assembly || Root(type.Assembly) == Root(call.Assembly)));

    /// <summary><c>Flurl</c> of <c>Flurl.Http.FlurlHttpException</c>, <c>System.IO</c> of <c>System.IO.IOException</c>.</summary>
    public static string Root(string name)
    {
        var end = name.IndexOf('.');
        if (end >= 0 && Houses.Contains(name.Substring(0, end)))
        {
            end = name.IndexOf('.', end + 1);
        }

        return end < 0 ? name : name.Substring(0, end);
    }
}
