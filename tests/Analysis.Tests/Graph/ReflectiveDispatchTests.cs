using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Graph;

/// <summary>Dispatchers of one's own that find the handler's type when they run.</summary>
public sealed class ReflectiveDispatchTests
{
    private const string Domain = """
        public interface ICommand { }
        public interface ICommandHandler<T> where T : ICommand { Task HandleAsync(T command, CancellationToken stop); }
        public interface IQuery<TResult> { }
        public interface IQueryHandler<TQuery, TResult> where TQuery : IQuery<TResult> { Task<TResult> HandleAsync(TQuery query); }
        public sealed class Close(int id) : ICommand { public int Id => id; }
        public sealed class Archive(int id) : ICommand { public int Id => id; }
        public sealed class Count : IQuery<int> { }
        public sealed class CloseHandler : ICommandHandler<Close> { public Task HandleAsync(Close command, CancellationToken stop) { Thread.Sleep(5); return Task.CompletedTask; } } // error IC3001
        public sealed class ArchiveHandler : ICommandHandler<Archive> { public Task HandleAsync(Archive command, CancellationToken stop) { Thread.Sleep(6); return Task.CompletedTask; } }
        public sealed class CountHandler : IQueryHandler<Count, int> { public Task<int> HandleAsync(Count query) { Thread.Sleep(7); return Task.FromResult(1); } } // error IC3001

        """;

    private static void Verify(string source)
    {
        using var solution = new RuleCase { Only = ["IC3001"] }.Add("Api", Domain + source);
        var result = solution.Verify();
        Assert.All(result.Diagnostics, d => Assert.Contains("IssuesController.", d.Message, StringComparison.Ordinal));
    }

    private const string Controller = """

        public sealed class IssuesController(IDispatcher dispatcher) : ControllerBase
        {
            [HttpPost("/close")] public async Task Shut(int id) => await dispatcher.SendAsync(new Close(id), default);
            [HttpGet("/count")] public async Task<int> Count() => await dispatcher.AskAsync(new Count());
        }
        """;

    [Fact]
    public void A_dynamic_call_of_the_handler_comes_to_the_handler_of_the_message() => Verify("""
        public interface IDispatcher { Task SendAsync(ICommand command, CancellationToken stop); Task<TResult> AskAsync<TResult>(IQuery<TResult> query); }
        public sealed class Dispatcher(IServiceProvider services) : IDispatcher
        {
            public async Task SendAsync(ICommand command, CancellationToken stop)
            {
                var type = typeof(ICommandHandler<>).MakeGenericType(command.GetType());
                dynamic handler = services.GetService(type)!;
                await handler.HandleAsync((dynamic)command, stop);
            }

            public async Task<TResult> AskAsync<TResult>(IQuery<TResult> query)
            {
                var type = typeof(IQueryHandler<,>).MakeGenericType(query.GetType(), typeof(TResult));
                dynamic handler = services.GetService(type)!;
                return await handler.HandleAsync((dynamic)query);
            }
        }
        """ + Controller);

    [Fact]
    public void A_member_that_is_asked_for_by_name_is_the_same() => Verify("""
        public interface IDispatcher { Task SendAsync(ICommand command, CancellationToken stop); Task<TResult> AskAsync<TResult>(IQuery<TResult> query); }
        public sealed class Dispatcher(IServiceProvider services) : IDispatcher
        {
            public Task SendAsync(ICommand command, CancellationToken stop)
            {
                var type = typeof(ICommandHandler<>).MakeGenericType(command.GetType());
                var handler = services.GetRequiredService(type);
                return (Task)type.GetMethod(nameof(ICommandHandler<ICommand>.HandleAsync))!.Invoke(handler, [command, stop])!;
            }

            public async Task<TResult> AskAsync<TResult>(IQuery<TResult> query)
            {
                using var scope = services.CreateScope();
                var type = typeof(IQueryHandler<,>).MakeGenericType(query.GetType(), typeof(TResult));
                var handler = scope.ServiceProvider.GetRequiredService(type);
                return await (Task<TResult>)type.GetMethod("HandleAsync")!.Invoke(handler, new object[] { query })!;
            }
        }
        """ + Controller);

    [Fact]
    public void A_search_for_what_implements_the_handler_of_an_event_made_of_a_type_parameter()
    {
        using var solution = new RuleCase { Only = ["IC3001"] }.Add("Api", """
            public interface IEvent { }
            public interface IEventHandler<T> where T : IEvent { Task HandleAsync(T what); }
            public sealed class Stored<T>(T item) : IEvent { public T Item => item; }
            public sealed class Ship { }
            public sealed class Port { }
            public sealed class ShipStored : IEventHandler<Stored<Ship>> { public Task HandleAsync(Stored<Ship> what) { Thread.Sleep(5); return Task.CompletedTask; } } // error IC3001
            public sealed class PortStored : IEventHandler<Stored<Port>> { public Task HandleAsync(Stored<Port> what) { Thread.Sleep(6); return Task.CompletedTask; } }
            public sealed class Events(IServiceProvider services, List<Type> handlers)
            {
                public async Task RaiseAsync(IEvent what)
                {
                    foreach (var type in handlers)
                    {
                        if (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEventHandler<>) && i.GenericTypeArguments[0] == what.GetType()))
                        {
                            dynamic handler = services.GetService(type)!;
                            await handler.HandleAsync((dynamic)what);
                        }
                    }
                }
            }
            public sealed class Store<T>(Events events) { public async Task AddAsync(T item) => await events.RaiseAsync(new Stored<T>(item)); }
            public sealed class ShipsController(Store<Ship> ships) : ControllerBase
            {
                [HttpPost("/ships")] public async Task Add(Ship ship) => await ships.AddAsync(ship);
            }
            """);

        solution.Verify();
    }
}
