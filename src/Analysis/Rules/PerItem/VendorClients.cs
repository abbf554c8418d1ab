using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// A call of a client that somebody else has written for his own service: <c>foreach (var number in numbers) await github.PullRequest.Get(owner, name, number);</c>. What can be asked for in one request he has decided, and mostly it is one thing at a
/// time. Where his client has a call for many of them, the loop is the reader's own doing, as it is where a program asks by HTTP, gRPC, or an interface of its own.
/// </summary>
internal static class VendorClients
{
    /// <summary>What carries requests that the program, or a service of the same people, has worded.</summary>
    private static readonly string[] Carriers = ["System.", "Microsoft.Extensions.", "Microsoft.AspNetCore.", "Refit", "RestEase", "RestSharp", "Flurl", "Grpc.", "ServiceModel"];

    /// <summary>Calls that have a sibling for many, by the beginnings of their types and names, with the sibling.</summary>
    private static readonly (string Type, string Name, string Sibling)[] Siblings =
    [
        ("Amazon.S3.", "DeleteObject", "DeleteObjects"),
        ("Amazon.SimpleSystemsManagement.", "GetParameter", "GetParameters"),
        ("Amazon.SecretsManager.", "GetSecretValue", "BatchGetSecretValue"),
        ("Amazon.SimpleEmail", "SendEmail", "SendBulkEmail"),
        ("Azure.Storage.Blobs.", "Delete", "BlobBatchClient.DeleteBlobs"),
        ("Azure.Data.Tables.", "GetEntity", "QueryAsync with a filter"),
        ("Dapr.Client.", "GetState", "GetBulkState"),
        ("MailKit.", "", "a list of UniqueId"),
        ("OpenAI.Embeddings.", "GenerateEmbedding", "GenerateEmbeddings"),
        ("OpenAI.Moderations.", "Classify", "ClassifyText"),
    ];

    /// <summary>The sibling for many of what asks for one; null when none is known.</summary>
    public static string? SiblingOf(Question question)
    {
        var target = question.Node.Method.Sites[question.Site].Target;
        return Siblings.FirstOrDefault(s => target.Type.StartsWith(s.Type, StringComparison.Ordinal) && target.Name.StartsWith(s.Name, StringComparison.Ordinal)).Sibling;
    }

    /// <summary>Whether a question goes through such a client, which is not known to have one for many.</summary>
    public static bool Ask(Func<string, bool> isOwn, Question question)
    {
        var target = question.Node.Method.Sites[question.Site].Target;
        return !isOwn(target.Assembly)
            && !Array.Exists(Carriers, carrier => target.Assembly.StartsWith(carrier, StringComparison.Ordinal))
            && SiblingOf(question) is null;
    }
}
