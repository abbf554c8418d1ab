using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Graph;

/// <summary>Decorators of an open interface, registered by <c>typeof</c>, around handlers that are found by scanning.</summary>
public sealed class OpenDecoratorsTests
{
    private const string Scrutor = """
        namespace Microsoft.Extensions.DependencyInjection;
        public static class DecorationExtensions
        {
            public static bool TryDecorate(this IServiceCollection services, Type serviceType, Type decoratorType) => true;
            public static IServiceCollection Scan(this IServiceCollection services, Type assignableTo) => services;
        }
        """;

    [Theory]
    [InlineData("services.Scan(typeof(IHandler<>)); services.TryDecorate(typeof(IHandler<>), typeof(Logged<>));")]
    [InlineData("services.Scan(typeof(IHandler<>)); services.TryDecorate(typeof(IHandler<>), typeof(Logged<>)); services.TryDecorate(typeof(IHandler<>), typeof(Timed<>));")]
    public void Who_is_named_only_as_a_decorator_hides_no_handler(string registration)
    {
        using var solution = new RuleCase { Only = ["IC3001"] }.Add("Scrutor", Scrutor).Add("Api", $$"""
            namespace Shop;
            public interface IHandler<in T> { Task HandleAsync(T command); }
            public sealed record Weigh(string File);
            public sealed class WeighHandler : IHandler<Weigh>
            {
                public async Task HandleAsync(Weigh command)
                {
                    await Task.Yield();
                    File.ReadAllText(command.File); // error IC3001
                }
            }
            public sealed class Logged<T>(IHandler<T> inner) : IHandler<T>
            {
                public async Task HandleAsync(T command) => await inner.HandleAsync(command);
            }
            public sealed class Timed<T>(IHandler<T> inner) : IHandler<T>
            {
                public async Task HandleAsync(T command) => await inner.HandleAsync(command);
            }
            public static class Wiring
            {
                public static void Add(IServiceCollection services) { {{registration}} }
            }
            public sealed class ScalesController(IServiceProvider services) : ControllerBase
            {
                [HttpPost("/weigh")] public Task Post(string file) => services.GetRequiredService<IHandler<Weigh>>().HandleAsync(new Weigh(file));
            }
            """);

        solution.Verify();
    }
}
