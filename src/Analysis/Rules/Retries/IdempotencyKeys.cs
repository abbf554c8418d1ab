using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Keys by which the other side recognises a repetition. One that is made anew in each attempt tells nothing: what is repeated must come with the key that it had before.
/// </summary>
internal sealed class IdempotencyKeys(ValueOrigins origins)
{
    /// <summary>Headers in use: the IETF draft "The Idempotency-Key HTTP Header Field" and what services call it.</summary>
    private static readonly HashSet<string> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Idempotency-Key", "X-Idempotency-Key", "IdempotencyKey", "Idempotence-Key", "PayPal-Request-Id", "x-ms-client-request-id", "Repeatability-Request-ID", "X-Request-Id", "X-RequestId",
    };

    /// <summary>
    /// By what brokers recognise a message that they have: https://learn.microsoft.com/azure/service-bus-messaging/duplicate-detection,
    /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html.
    /// </summary>
    private static readonly HashSet<string> MessageKeys = new(StringComparer.Ordinal)
    {
        "Azure.Messaging.ServiceBus.ServiceBusMessage.set_MessageId", "Amazon.SQS.Model.SendMessageRequest.set_MessageDeduplicationId",
        "Amazon.SimpleNotificationService.Model.PublishRequest.set_MessageDeduplicationId",
    };

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
        foreach (var node in methods)
        {
            foreach (var site in node.Method.Sites)
            {
                if (Key(site) is { } key)
                {
                    return !IsFresh(new(node), key, methods, isRepeated, 6);
                }
            }
        }

        return false;
    }

    private static ValueFact? Key(SiteFact site)
    {
        if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall))
        {
            return null;
        }

        if (site.Target.Name is "set_IdempotencyKey" or "set_IdempotencyToken" || MessageKeys.Contains(site.Target.Type + "." + site.Target.Name))
        {
            return Values.Argument(site, 0);
        }

        // What takes a key away gives none; who asks first whether there is one keeps it.
        for (var a = 0; a < site.Arguments.Count && site.Target.Name != "Remove"; a++)
        {
            if (site.Arguments[a] is { Kind: ValueKind.Text } text && Headers.Contains(text.Text))
            {
                return Values.Argument(site, a + 1);
            }
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
                if (methods.Contains(node) && isRepeated(node, index))
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
