using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MassTransit;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Replicas
{
    // look-alike: the next of a handful of hosts, each with its own two attempts, is no further attempt of the same
    public sealed class Charts(HttpClient http)
    {
        private static readonly string[] Copies = ["https://north.charts", "https://south.charts", "https://west.charts"];

        private readonly AsyncRetryPolicy _twice = Policy.Handle<HttpRequestException>().RetryAsync(1);

        public async Task<string> ReadAsync(string sheet)
        {
            Exception? last = null;
            foreach (var copy in Copies)
            {
                try
                {
                    return await _twice.ExecuteAsync(() => http.GetStringAsync(copy + "/" + sheet));
                }
                catch (HttpRequestException e)
                {
                    last = e;
                }
            }

            throw new IOException("no copy has " + sheet, last);
        }

        public async Task<string> ReadByNumberAsync(string sheet, List<string> copies)
        {
            Exception? last = null;
            for (var i = 0; i < copies.Count; i++)
            {
                var copy = copies[i];
                try
                {
                    return await _twice.ExecuteAsync(() => http.GetStringAsync(copy + "/" + sheet));
                }
                catch (HttpRequestException e)
                {
                    last = e;
                }
            }

            throw new IOException("no copy has " + sheet, last);
        }

        public async Task<string> ReadHereAsync(string sheet)
        {
            string[] copies = ["https://one.charts", "https://two.charts", "https://three.charts"];
            Exception? last = null;
            foreach (var copy in copies)
            {
                try
                {
                    return await _twice.ExecuteAsync(() => http.GetStringAsync(copy + "/" + sheet));
                }
                catch (HttpRequestException e)
                {
                    last = e;
                }
            }

            throw new IOException("no copy has " + sheet, last);
        }
    }

    // case: a table of pauses is no list of hosts: the same is asked for after each of them
    public sealed class Logs(HttpClient http)
    {
        private static readonly int[] Pauses = [100, 400, 1600];

        private readonly AsyncRetryPolicy _thrice = Policy.Handle<HttpRequestException>().RetryAsync(3);

        public async Task<string> ReadAsync(string day)
        {
            foreach (var pause in Pauses)
            {
                try
                {
                    return await _thrice.ExecuteAsync(() => http.GetStringAsync("/logs/" + day)); // expect: IC1301
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(pause);
                }
            }

            throw new IOException("no log of " + day);
        }
    }

    // case: the when clause tells of the failure, and counts
    public sealed class Knots(HttpClient http, ILogger<Knots> logger)
    {
        public async Task<string> ReadAsync(string ship)
        {
            for (var turn = 1; ; turn++)
            {
                try
                {
                    return await http.GetStringAsync("/knots/" + ship);
                }
                catch (Exception e) when (IsToBeTriedAgain(turn, e)) // expect: IC1307
                {
                    await Task.Delay(100 * turn);
                }
            }
        }

        private bool IsToBeTriedAgain(int turn, Exception e)
        {
            logger.LogInformation("turn {Turn} of the knots: {What}", turn, e.Message);
            return turn < 4;
        }
    }

    // look-alike: it tells, counts and chooses
    public sealed class Winds(HttpClient http, ILogger<Winds> logger)
    {
        public async Task<string> ReadAsync(string coast)
        {
            for (var turn = 1; ; turn++)
            {
                try
                {
                    return await http.GetStringAsync("/winds/" + coast);
                }
                catch (Exception e) when (IsToBeTriedAgain(turn, e))
                {
                    await Task.Delay(100 * turn);
                }
            }
        }

        public async Task<string> ReadLateAsync(string coast)
        {
            for (var turn = 1; ; turn++)
            {
                try
                {
                    return await http.GetStringAsync("/late/" + coast);
                }
                catch (Exception e) when (IsOfTheNet(e, turn))
                {
                    await Task.Delay(100 * turn);
                }
            }
        }

        private bool IsToBeTriedAgain(int turn, Exception e)
        {
            logger.LogInformation(e, "turn {Turn} of the winds", turn);
            return turn < 4 && e is HttpRequestException { StatusCode: null };
        }

        private bool IsOfTheNet(Exception e, int turn)
        {
            logger.LogInformation(e, "turn {Turn} of the winds", turn);
            return e.InnerException is IOException && turn < 4;
        }
    }

    // case: the handler asks the same of a member that only counts
    public sealed class Swells(HttpClient http, ILogger<Swells> logger)
    {
        public async Task<string> ReadAsync(string coast)
        {
            var turn = 0;
            while (true)
            {
                try
                {
                    return await http.GetStringAsync("/swells/" + coast);
                }
                catch (Exception e) // expect: IC1307
                {
                    if (!GoesOn(e, ++turn))
                    {
                        throw;
                    }
                }
            }
        }

        private bool GoesOn(Exception e, int turn)
        {
            logger.LogInformation("turn {Turn}: {Kind}", turn, e.GetType().Name);
            return turn < 3;
        }
    }

    public sealed record Passage(string Ship);

    // case: a local function takes the token of a pipeline that is given none
    public sealed class PassageConsumer(HttpClient http) : IConsumer<Passage>
    {
        private static readonly ResiliencePipeline Reads = new ResiliencePipelineBuilder().AddRetry(new() { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() }).Build();

        public async Task Consume(ConsumeContext<Passage> context)
        {
            var log = await Reads.ExecuteAsync(Ask, CancellationToken.None); // expect: IC1306
            Debug.Assert(log.Length > 0);

            async ValueTask<string> Ask(CancellationToken stop) => await http.GetStringAsync("/passages/" + context.Message.Ship, stop);
        }
    }

    public sealed record Arrival(string Ship);

    // look-alike: it is given the one of the message
    public sealed class ArrivalConsumer(HttpClient http) : IConsumer<Arrival>
    {
        private static readonly ResiliencePipeline Reads = new ResiliencePipelineBuilder().AddRetry(new() { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() }).Build();

        public async Task Consume(ConsumeContext<Arrival> context)
        {
            var log = await Reads.ExecuteAsync(Ask, context.CancellationToken);
            Debug.Assert(log.Length > 0);

            async ValueTask<string> Ask(CancellationToken stop) => await http.GetStringAsync("/arrivals/" + context.Message.Ship, stop);
        }
    }

    public sealed record Course(string Ship) : IRequest<string>;

    // case: what stands around the handler runs it a second time, and the handler tries three times itself; another behaviour of these sources opens a transaction around every handler
    public sealed class CourseHandler(HttpClient http) : IRequestHandler<Course, string>
    {
        public async Task<string> Handle(Course request, CancellationToken cancellationToken)
        {
            for (var turn = 1; ; turn++)
            {
                try
                {
                    return await http.GetStringAsync("/courses/" + request.Ship, cancellationToken); // expect: IC1301, IC1304
                }
                catch (HttpRequestException) when (turn < 3)
                {
                    await Task.Delay(50, cancellationToken);
                }
            }
        }
    }

    public sealed class OnceMore<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
        where TRequest : IRequest<TResponse>
    {
        public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
        {
            try
            {
                return await next();
            }
            catch (HttpRequestException)
            {
                return await next();
            }
        }
    }

    public sealed record Heading(string Ship) : IRequest<string>;

    // look-alike: a second attempt alone is no stack
    public sealed class HeadingHandler(HttpClient http) : IRequestHandler<Heading, string>
    {
        public async Task<string> Handle(Heading request, CancellationToken cancellationToken) => await http.GetStringAsync("/headings/" + request.Ship, cancellationToken);
    }

    public static class Setup
    {
        public static void Add(IServiceCollection services)
        {
            services.AddTransient<IPipelineBehavior<Course, string>, OnceMore<Course, string>>();
            services.AddTransient<IPipelineBehavior<Heading, string>, OnceMore<Heading, string>>();
        }
    }
}
