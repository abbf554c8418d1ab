using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>What <c>[Swallows(typeof(X), "why")]</c> covers: X and what derives from it, in the member that carries it and in its lambdas.</summary>
internal static class SwallowRefusals
{
    /// <summary>Exceptions of the platform by what they derive from: facts hold the bases of own types only.</summary>
    private static readonly Dictionary<string, string> Bases = new(StringComparer.Ordinal)
    {
        ["System.Object"] = "System.Exception",
        ["System.Threading.Tasks.TaskCanceledException"] = "System.OperationCanceledException",
        ["System.IO.FileNotFoundException"] = "System.IO.IOException",
        ["System.IO.DirectoryNotFoundException"] = "System.IO.IOException",
        ["System.IO.EndOfStreamException"] = "System.IO.IOException",
        ["System.IO.PathTooLongException"] = "System.IO.IOException",
        ["System.ArgumentNullException"] = "System.ArgumentException",
        ["System.ArgumentOutOfRangeException"] = "System.ArgumentException",
        ["System.ObjectDisposedException"] = "System.InvalidOperationException",
        ["System.Net.Sockets.SocketException"] = "System.ComponentModel.Win32Exception",
        ["System.ComponentModel.Win32Exception"] = "System.Runtime.InteropServices.ExternalException",
        ["System.Data.Common.DbException"] = "System.Runtime.InteropServices.ExternalException",
        ["Microsoft.Data.SqlClient.SqlException"] = "System.Data.Common.DbException",
        ["Microsoft.Data.Sqlite.SqliteException"] = "System.Data.Common.DbException",
        ["Npgsql.NpgsqlException"] = "System.Data.Common.DbException",
        ["Npgsql.PostgresException"] = "Npgsql.NpgsqlException",
        ["MySqlConnector.MySqlException"] = "System.Data.Common.DbException",
        ["Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException"] = "Microsoft.EntityFrameworkCore.DbUpdateException",
    };

    /// <summary>Whether there is any for what a method swallows.</summary>
    public static bool Exist(RuleContext context, MethodNode node) => Carriers(context, node).Any(c => Of(c).Any());

    /// <summary>Whether a refusal covers the failure; then it is marked as used.</summary>
    public static bool Cover(RuleContext context, MethodNode node, TypeName exception)
    {
        foreach (var carrier in Carriers(context, node))
        {
            if (Of(carrier).Any(a => Covers(context.Graph, a.Argument(0), exception)))
            {
                context.Refusals.Use(carrier, IntentNames.Swallows);
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<MethodNode> Carriers(RuleContext context, MethodNode node)
    {
        var owner = node.Owner(context.Graph);
        return new[] { node, owner, owner.ShellOfCore }.OfType<MethodNode>();
    }

    private static IEnumerable<AttributeFact> Of(MethodNode carrier) => carrier.Intents.Concat(carrier.Method.Related).Where(a => a.Type == IntentNames.Swallows);

    private static bool Covers(CodeGraph graph, string? declared, TypeName exception)
    {
        if (declared is null or "System.Exception")
        {
            return declared is not null;
        }

        var name = exception.Name;
        for (var type = graph.Types.Find(exception.Assembly, name); type is not null && name != declared; type = type.Base)
        {
            name = type.Base?.Fact.Name ?? type.Fact.Base?.Name ?? name;
        }

        while (name != declared && Bases.TryGetValue(name, out var above))
        {
            name = above;
        }

        return name == declared;
    }
}
