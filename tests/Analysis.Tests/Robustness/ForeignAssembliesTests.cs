using IntentContracts.Analysis.Tests.Metadata;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Analysis.Tests.Robustness;

/// <summary>Assemblies that nobody wrote for us, as if they were the user's own: facts, graph and every rule come to an end without an exception, in bounded memory.</summary>
public sealed class ForeignAssembliesTests
{
    /// <summary>For the rules and what they remember; what was read grows with the assembly: Microsoft.Graph has 47 MB.</summary>
    private const long MostMemory = 1_500_000_000;

    private const long MostMemoryForEachByte = 40;

    /// <summary>Of every kind: a server's, a client's, generated code, state machines, IL that no C# compiler wrote; none of those that take more than a few seconds.</summary>
    private static readonly string[] Sample =
    [
        "System.Linq.dll", "System.Net.Http.dll", "System.Collections.Concurrent.dll", "Microsoft.AspNetCore.SignalR.Core.dll", "MassTransit.Abstractions.dll", "Quartz.dll", "Dapper.dll", "Polly.Core.dll", "Npgsql.dll",
    ];

    [Fact]
    public void A_sample_runs_through_every_rule()
    {
        foreach (var path in RealAssemblies.Frameworks().Concat(RealAssemblies.ServerPackages()).Where(p => Sample.Contains(Path.GetFileName(p))).DistinctBy(Path.GetFileName))
        {
            Check(path);
        }
    }

    /// <summary>Takes minutes: the shared frameworks and everything that was restored, when INTENT_ALL_ASSEMBLIES asks for it.</summary>
    [Fact]
    public void All_of_them_run_through_every_rule()
    {
        if (Environment.GetEnvironmentVariable("INTENT_ALL_ASSEMBLIES") is null)
        {
            return;
        }

        foreach (var path in RealAssemblies.Frameworks().Concat(RealAssemblies.Restored()))
        {
            Check(path);
        }
    }

    private static void Check(string path)
    {
        try
        {
            var result = IntentCheck.Run(new CheckOptions
            {
                Project = "Foreign",
                ProjectFile = "/src/Foreign.csproj",
                SourceRoot = "/src",
                Assembly = new(path, "/src"),
                Scope = CheckScope.All,
                IsProgram = true,
                Today = new DateTime(2026, 11, 23),
            });
            Assert.NotEmpty(result.Summary);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{path}: {e}");
        }

        var used = GC.GetTotalMemory(forceFullCollection: false);
        Assert.True(used < MostMemory + (MostMemoryForEachByte * new FileInfo(path).Length), $"{path}: {used:N0} bytes");
    }
}
