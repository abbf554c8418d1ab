using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Whether a method is given a CancellationToken: as a parameter, or with one (<c>context.CancellationToken</c>) where the body itself asks for it, and so knows of it.</summary>
internal static class GivenTokens
{
    public const string Token = "System.Threading.CancellationToken";

    private const int Deepest = 3;

    /// <summary>What a framework hands to the code that it runs, with the token of whoever waits for it.</summary>
    private static readonly HashSet<string> Carriers = new(StringComparer.Ordinal)
    {
        "Microsoft.AspNetCore.Http.HttpContext", "Grpc.Core.ServerCallContext", "MassTransit.ConsumeContext", "MassTransit.ConsumeContext`1", "NServiceBus.IMessageHandlerContext", "Quartz.IJobExecutionContext",
        "Microsoft.Azure.Functions.Worker.FunctionContext",
    };

    public static bool Has(MethodNode node) =>
        node.Method.Parameters.Any(p => p.Name == Token)
        || node.Method.Sites.Any(s => s.Kind is SiteKind.Call or SiteKind.VirtualCall && s.Target is { HasReceiver: true, Returns.Name: Token } && s.Target.Name.StartsWith("get_", StringComparison.Ordinal) && IsGiven(node.Method, s.Receiver));

    /// <summary>Whether it is given what has a token: <c>Consume(ConsumeContext&lt;Order&gt; context)</c>.</summary>
    public static bool IsCarried(MethodNode node) => node.Method.Parameters.Any(p => Carriers.Contains(p.Name));

    /// <summary>A parameter, what hangs on one, or the request that a controller has.</summary>
    private static bool IsGiven(MethodFact method, ValueFact value)
    {
        for (var links = 0; links < Deepest; links++)
        {
            // A parameter that a lambda of the body sees is read by its name.
            if (value.Kind == ValueKind.Parameter || (value.Kind == ValueKind.Captured && method.Body.Steps.Any(s => s.Kind == StepKind.Capture && s.Slot == value.Text && s.Value.Kind == ValueKind.Parameter)))
            {
                return true;
            }

            if (Values.Source(method, value) is not { Target.HasReceiver: true, Kind: not SiteKind.New } property || !property.Target.Name.StartsWith("get_", StringComparison.Ordinal))
            {
                return false;
            }

            if (property is { Target.Name: "get_HttpContext", Receiver.Kind: ValueKind.This })
            {
                return true;
            }

            value = property.Receiver;
        }

        return false;
    }
}
