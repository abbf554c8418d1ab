using Corpus.Library.Retries;
using IntentContracts;
using MassTransit;
using Microsoft.AspNetCore.Http;
using Polly;

namespace Corpus.Retries.Carried
{
    public sealed record Sighting(string Bird);

    // case: the message has a token, and what the pipeline runs would take one
    public sealed class SightingConsumer(HttpClient http) : IConsumer<Sighting>
    {
        public async Task Consume(ConsumeContext<Sighting> context) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await http.GetStringAsync("/birds/" + context.Message.Bird, token), CancellationToken.None); // expect: IC1306
    }

    public sealed record Ringing(string Bird);

    // look-alike: what is begun there changes something, and is to be finished
    public sealed class RingingConsumer(HttpClient http) : IConsumer<Ringing>
    {
        public async Task Consume(ConsumeContext<Ringing> context) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await http.PutAsync("/rings/" + context.Message.Bird, null, token), CancellationToken.None);
    }

    public sealed class Nests(HttpClient http)
    {
        public async Task<string> MapAsync(string wood, CancellationToken cancellationToken) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await http.GetStringAsync("/nests/" + wood, token), cancellationToken);

        public async Task<string> MarkAsync(string wood, CancellationToken cancellationToken)
        {
            using var answer = await SharedPipelines.Reads.ExecuteAsync(async token => await http.PutAsync("/marks/" + wood, null, token), cancellationToken);
            return await answer.Content.ReadAsStringAsync(cancellationToken);
        }
    }

    public sealed class Woods(Nests nests)
    {
        // case: whoever asks has a token, and the reader that tries again is given none on purpose
        public async Task ShowAsync(HttpContext context) => context.Response.Headers.ETag = await nests.MapAsync("elm", CancellationToken.None); // expect: IC1306

        // look-alike: that is the token which comes with the request
        public async Task ShowAgainAsync(HttpContext context) => context.Response.Headers.ETag = await nests.MapAsync("oak", context.RequestAborted);

        // look-alike: what changes something is meant to be finished
        public async Task MarkAsync(string wood, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await nests.MarkAsync(wood, CancellationToken.None);
        }
    }

    // case: what the loop tries again stands in a local function, which forgets the token around it
    public sealed class Flocks(HttpClient http)
    {
        public async Task<string> CountAsync(string marsh, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await AskAsync();
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(100, cancellationToken);
                }
            }

            async Task<string> AskAsync()
            {
                using var answer = await http.GetAsync("/flocks/" + marsh); // expect: IC1306
                return await answer.Content.ReadAsStringAsync(cancellationToken);
            }
        }

        // look-alike: it sees the token and uses it
        public async Task<string> WeighAsync(string marsh, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await AskAsync();
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(100, cancellationToken);
                }
            }

            async Task<string> AskAsync()
            {
                using var answer = await http.GetAsync("/weights/" + marsh, cancellationToken);
                return await answer.Content.ReadAsStringAsync(cancellationToken);
            }
        }
    }

    public sealed record Census(string Marsh) : Mediator.IRequest<string>;

    // case: nobody sends the message here, and a behaviour tries what is around the handler's own pipeline
    public sealed class CensusHandler(HttpClient http) : Mediator.IRequestHandler<Census, string>
    {
        public async ValueTask<string> Handle(Census request, CancellationToken cancellationToken) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await http.GetStringAsync("/census/" + request.Marsh, token), cancellationToken); // expect: IC1301
    }

    public sealed record Inspect(string Marsh) : MediatR.IRequest<string>;

    // look-alike: the only retry around it is registered for another message
    public sealed class InspectHandler(HttpClient http) : MediatR.IRequestHandler<Inspect, string>
    {
        [NoTransaction("an inspection is announced to another office")]
        public Task<string> Handle(Inspect request, CancellationToken cancellationToken) => SendAsync(request.Marsh, cancellationToken);

        private async Task<string> SendAsync(string marsh, CancellationToken cancellationToken)
        {
            using var answer = await http.PostAsync("/inspections/" + marsh, null, cancellationToken);
            return await answer.Content.ReadAsStringAsync(cancellationToken);
        }
    }

    public sealed record Audit(string Marsh) : MediatR.IRequest<string>;

    // case: it is registered for this one
    public sealed class AuditHandler(HttpClient http) : MediatR.IRequestHandler<Audit, string>
    {
        [NoTransaction("an audit is ordered from another office")]
        public async Task<string> Handle(Audit request, CancellationToken cancellationToken)
        {
            using var answer = await http.PostAsync("/audits/" + request.Marsh, null, cancellationToken); // expect: IC1302
            return await answer.Content.ReadAsStringAsync(cancellationToken);
        }
    }

    public sealed class Repeating<TRequest, TResponse> : MediatR.IPipelineBehavior<TRequest, TResponse>
        where TRequest : MediatR.IRequest<TResponse>
    {
        public async Task<TResponse> Handle(TRequest request, MediatR.RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await next();
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(100, cancellationToken);
                }
            }
        }
    }

    public static class Setup
    {
        public static void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddTransient<MediatR.IPipelineBehavior<Audit, string>, Repeating<Audit, string>>(services);
    }

    // look-alike: the caller has left, and what he holds is given back all the same
    public sealed class Perches(HttpClient http)
    {
        public async Task<string> KeepAsync(string perch, CancellationToken cancellationToken)
        {
            try
            {
                return await http.GetStringAsync("/perches/" + perch, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await SharedPipelines.Reads.ExecuteAsync(async token => await http.PutAsync("/free/" + perch, null, token), CancellationToken.None);
                throw;
            }
        }

        // case: the same before anything has happened
        public async Task<string> AskAsync(string perch, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await SharedPipelines.Reads.ExecuteAsync(async token => await http.GetStringAsync("/perches/" + perch, token), CancellationToken.None); // expect: IC1306
        }
    }
}
