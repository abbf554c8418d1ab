using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Graph;

public sealed class MediatorExtensionsTests
{
    [Theory]
    [InlineData("commands.SendAsync(new Bake(loaves), null, ct)")]
    [InlineData("commands.SendAsync(new Bake(loaves), ct)")]
    public void An_extension_is_given_the_mediator_before_the_message(string send)
    {
        using var solution = new RuleCase { Only = ["IC1401"] }.Add("LiteBus", """
            namespace LiteBus.Commands.Abstractions;
            public interface ICommand;
            public sealed class CommandMediationSettings;
            public interface ICommandHandler<in TCommand> where TCommand : ICommand { Task HandleAsync(TCommand command, CancellationToken ct = default); }
            public interface ICommandMediator { Task SendAsync(ICommand command, CommandMediationSettings? settings = null, CancellationToken ct = default); }
            public static class CommandMediatorExtensions { public static Task SendAsync(this ICommandMediator mediator, ICommand command, CancellationToken ct = default) => mediator.SendAsync(command, null, ct); }
            """).Add("Api", $$"""
            namespace Bakery;
            using LiteBus.Commands.Abstractions;
            public sealed record Bake(int Loaves) : ICommand;
            public sealed record Clean(int Ovens) : ICommand;
            public sealed class BakeHandler(HttpClient ovens) : ICommandHandler<Bake>
            {
                public Task HandleAsync(Bake command, CancellationToken ct) => ovens.PostAsync("/bake", null, ct); // error IC1401
            }
            public sealed class CleanHandler(HttpClient ovens) : ICommandHandler<Clean>
            {
                public Task HandleAsync(Clean command, CancellationToken ct) => ovens.PostAsync("/clean", null, ct);
            }
            public sealed class LoavesController(ICommandMediator commands) : ControllerBase
            {
                [HttpPost("/loaves")] public Task Bake(int loaves, CancellationToken ct) => {{send}};
            }
            """);

        solution.Verify();
    }
}
