using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Keys by which the other side recognises a repetition. One that is made anew in each attempt tells nothing: what is repeated must come with the key that it had before.
/// </summary>
internal sealed class IdempotencyKeys(CodeGraph graph, ValueOrigins origins)
{
    /// <summary>Headers in use: the IETF draft "The Idempotency-Key HTTP Header Field" and what services call it.</summary>
    private static readonly HashSet<string> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Idempotency-Key", "X-Idempotency-Key", "IdempotencyKey", "Idempotence-Key", "PayPal-Request-Id", "x-ms-client-request-id", "Repeatability-Request-ID", "X-Request-Id", "X-RequestId",
    };

    /// <summary>
    /// By what brokers recognise a message that they have: https://learn.microsoft.com/azure/service-bus-messaging/duplicate-detection,
    /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html;
    /// or by which their consumers do: the message-id of AMQP 0-9-1.
    /// </summary>
    private static readonly HashSet<string> MessageKeys = new(StringComparer.Ordinal)
    {
        "Azure.Messaging.ServiceBus.ServiceBusMessage.set_MessageId", "Amazon.SQS.Model.SendMessageRequest.set_MessageDeduplicationId",
        "Amazon.SimpleNotificationService.Model.PublishRequest.set_MessageDeduplicationId",
        "RabbitMQ.Client.BasicProperties.set_MessageId", "RabbitMQ.Client.IBasicProperties.set_MessageId",
    };

    /// <summary>
    /// The names of a message or delivery, by which a receiver knows one that it has had: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md,
    /// https://docs.github.com/webhooks/webhook-events-and-payloads#delivery-headers. Read from a header they say nothing about what is sent.
    /// </summary>
    private static readonly string[] MessageNames = ["Delivery-Id", "-GitHub-Delivery", "Event-Id", "Message-Id", "Webhook-Id", "Svix-Id"];

    private static readonly HashSet<string> Fresh = new(StringComparer.Ordinal)
    {
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.DateTime.get_UtcNow", "System.DateTime.get_Now", "System.DateTimeOffset.get_UtcNow", "System.DateTimeOffset.get_Now",
        "System.Diagnostics.Stopwatch.GetTimestamp", "System.Environment.get_TickCount", "System.Random.Next",
    };

    /// <summary>Whether a request that a retry repeats carries a key that was made before the first attempt.</summary>
    /// <param name="methods">The methods from the retry to the effect: in the first, what stands outside the retry is made once.</param>
    /// <param name="isRepeated">Whether a site of one of them runs again.</param>
    public bool Protect(IReadOnlyList<MethodNode> methods, Func<MethodNode, int, bool> isRepeated)
    {
        // A key that is meant as one decides; a name that others may know a message by helps where there is none.
        return (Find(Key) ?? Find(Name)) is var (key, at) && !IsFresh(new(at), key, methods, isRepeated, 6);

        (ValueFact Key, MethodNode At)? Find(Func<SiteFact, ValueFact?> reads)
        {
            foreach (var node in methods)
            {
                foreach (var site in node.Method.Sites)
                {
                    if (reads(site) is { } value)
                    {
                        return (value, node);
                    }
                }
            }

            return null;
        }
    }

    private ValueFact? Key(SiteFact site)
    {
        if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall))
        {
            return null;
        }

        if (site.Target.Name is "set_IdempotencyKey" or "set_IdempotencyToken" || MessageKeys.Contains(site.Target.Type + "." + site.Target.Name))
        {
            return Values.Argument(site, 0);
        }

        // Task ChargeAsync(Charge charge, [Header("Idempotency-Key")] string key): the client sends it.
        if (graph.Find(site.Target) is { Method.Headers: { Count: > 0 } sent } && sent.FirstOrDefault(h => Headers.Contains(h.Key)) is { } header)
        {
            return Values.Argument(site, header.Parameter);
        }

        // What takes a key away gives none; who asks first whether there is one keeps it.
        return site.Target.Name == "Remove" ? null : Behind(site, Headers.Contains);
    }

    private static ValueFact? Name(SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall && (site.Target.Name is "set_Item" || site.Target.Name.Contains("Add") || site.Target.Name.Contains("Header"))
            ? Behind(site, static text => Array.Exists(MessageNames, name => text.EndsWith(name, StringComparison.OrdinalIgnoreCase)))
            : null;

    /// <summary>The argument after a header's name.</summary>
    private static ValueFact? Behind(SiteFact site, Func<string, bool> isName)
    {
        for (var a = 0; a + 1 < site.Arguments.Count; a++)
        {
            if (site.Arguments[a] is { Kind: ValueKind.Text } text && isName(text.Text))
            {
                return site.Arguments[a + 1];
            }
        }

        return null;
    }

    /// <summary>Where the object is made whose key is taken: <c>Delivery.For(order).Id</c> is as new as the delivery.</summary>
    private int? MakerOf(Activation at, ValueFact value)
    {
        for (var source = Values.Source(at.Node.Method, value); source is not null; source = Values.Source(at.Node.Method, value))
        {
            if (source.Kind == SiteKind.New || (!source.Target.HasReceiver && origins.Of(at, value).Any(o => o.Value.Kind == ValueKind.New)))
            {
                return Values.Index(value);
            }

            value = source.Receiver;
        }

        return null;
    }

    private bool IsFresh(Activation at, ValueFact value, IReadOnlyList<MethodNode> methods, Func<MethodNode, int, bool> isRepeated, int depth)
    {
        foreach (var origin in depth == 0 ? [] : origins.Of(at, value))
        {
            if (origin.Made is not { } made || Values.Index(origin.Value) is not { } index)
            {
                continue;
            }

            var node = origin.At.Node;
            if (Fresh.Contains(made.Target.Type + "." + made.Target.Name))
            {
                if (methods.Contains(node) ? isRepeated(node, index) : methods.Contains(at.Node) && MakerOf(at, value) is { } maker && isRepeated(at.Node, maker))
                {
                    return true;
                }

                continue;
            }

            // guid.ToString(), string.Concat("a", guid): what it is made of.
            if (made.Arguments.Prepend(made.Receiver).Any(part => part.Kind != ValueKind.Unknown && IsFresh(origin.At, part, methods, isRepeated, depth - 1)))
            {
                return true;
            }
        }

        return false;
    }
}
