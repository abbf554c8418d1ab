using Corpus.Library.Retries;
using Corpus.Retries.Meetings;
using MassTransit;

namespace Corpus.Retries.Defined
{
    public sealed record Snuffed(string Lantern);

    public sealed record Polished(string Lantern);

    // case: a consumer whose definition has it delivered to again calls, over a step of its own, what tries again by itself
    public sealed class SnuffedConsumer(Lanterns lanterns) : IConsumer<Snuffed>
    {
        public async Task Consume(ConsumeContext<Snuffed> context)
        {
            var state = await AskAsync(context.Message.Lantern, context.CancellationToken); // expect: IC1301
            Console.WriteLine(state);
        }

        private Task<string> AskAsync(string lantern, CancellationToken token) => lanterns.StateAsync(lantern, token);
    }

    public sealed class SnuffedConsumerDefinition : ConsumerDefinition<SnuffedConsumer>
    {
        protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<SnuffedConsumer> consumerConfigurator, IRegistrationContext context) =>
            endpointConfigurator.UseMessageRetry(retry =>
            {
                retry.Handle<HttpRequestException>();
                retry.Interval(2, TimeSpan.FromSeconds(1));
            });
    }

    // look-alike: another consumer of the same, whose definition says nothing
    public sealed class PolishedConsumer(Lanterns lanterns) : IConsumer<Polished>
    {
        public async Task Consume(ConsumeContext<Polished> context) => Console.WriteLine(await lanterns.StateAsync(context.Message.Lantern, context.CancellationToken));
    }

    public sealed class PolishedConsumerDefinition : ConsumerDefinition<PolishedConsumer>
    {
        protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<PolishedConsumer> consumerConfigurator, IRegistrationContext context) =>
            endpointConfigurator.ConcurrentMessageLimit = 4;
    }

    // case: it is delivered to again, and the loop stands in an assembly below
    public sealed record Gauged(string Well);

    public sealed class GaugedConsumer(Wells wells) : IConsumer<Gauged>
    {
        public async Task Consume(ConsumeContext<Gauged> context) =>
            Console.WriteLine(await wells.LevelAsync(context.Message.Well, context.CancellationToken)); // expect: IC1301
    }

    public sealed class GaugedConsumerDefinition : ConsumerDefinition<GaugedConsumer>
    {
        protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<GaugedConsumer> consumerConfigurator, IRegistrationContext context) =>
            endpointConfigurator.UseMessageRetry(retry =>
            {
                retry.Handle<HttpRequestException>();
                retry.Immediate(3);
            });
    }
}
