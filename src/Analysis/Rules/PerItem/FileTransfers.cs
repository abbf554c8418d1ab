using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Remote calls that carry a file: a download that is copied to where it belongs, an upload of a stream, a blob. A file for each item is as many requests as there are files, since nobody sends them in one; whether there is an archive
/// of all of them to ask for, the code does not show.
/// </summary>
internal static class FileTransfers
{
    private static readonly string[] Named = ["DownloadFile", "UploadFile", "DownloadTo", "UploadFrom", "DownloadStream", "OpenRead", "OpenWrite"];

    /// <summary>What holds a stream of bytes that somebody else brings, or takes.</summary>
    private static readonly HashSet<string> Streams = new(StringComparer.Ordinal)
    {
        "System.IO.Stream", "System.IO.FileStream", "System.IO.FileInfo", "Microsoft.AspNetCore.Http.IFormFile", "Microsoft.AspNetCore.Components.Forms.IBrowserFile",
    };

    public static bool Are(PerItemCall call)
    {
        var (method, site) = (call.Question.Node.Method, call.Question.Site);
        return IsNamed(method.Sites[site].Target)
            || IsSent(method, site)
            || IsKept(method, site)
            || (call.Call is { } first && new[] { first }.Concat(call.Path).Any(e => e.To.Method.Parameters.Any(p => Streams.Contains(p.Name) || (p.Name == "System.Nullable`1" && p.Arguments.Any(a => Streams.Contains(a.Name))))));
    }

    private static bool IsNamed(MethodRef target) =>
        Array.Exists(Named, name => target.Name.StartsWith(name, StringComparison.Ordinal))
        || (target.Type.StartsWith("Amazon.S3.", StringComparison.Ordinal) && (target.Name.StartsWith("PutObject", StringComparison.Ordinal) || target.Name.StartsWith("GetObjectAsync", StringComparison.Ordinal) || target.Name == "GetObject"))
        || (target.Type.StartsWith("Azure.Storage.Blobs.", StringComparison.Ordinal) && (target.Name.StartsWith("Upload", StringComparison.Ordinal) || target.Name.StartsWith("Download", StringComparison.Ordinal)))
        || DocIdParameters.Of(target.Id).Any(Streams.Contains);

    /// <summary>The content is a stream, or a form that has a file in it.</summary>
    private static bool IsSent(MethodFact method, int site)
    {
        if (!method.Sites.Any(s => IsContent(s, "MultipartFormDataContent") || IsContent(s, "StreamContent")))
        {
            return false;
        }

        var given = method.Sites[site].Arguments.Concat(method.Sites.Where(s => s.Target.Name == "set_Content").SelectMany(s => s.Arguments)).SelectMany(a => Chain.Sites(method, a)).ToList();
        return given.Exists(s => IsContent(method.Sites[s], "StreamContent"))
            || (given.Exists(s => IsContent(method.Sites[s], "MultipartFormDataContent")) && method.Sites.Any(s => IsContent(s, "StreamContent") || IsContent(s, "ByteArrayContent")));
    }

    private static bool IsContent(SiteFact site, string name) => site.Target.Name == ".ctor" && site.Target.Type == "System.Net.Http." + name;

    /// <summary>What comes back is copied into a stream, written to a file, unpacked, or handed out as the stream that it is.</summary>
    private static bool IsKept(MethodFact method, int site)
    {
        var sites = method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            var use = sites[i];
            var isKept = use.Target.Name.StartsWith("CopyTo", StringComparison.Ordinal) ? Chain.Leads(method, use.Receiver, site) && !use.Arguments.Any(a => IsMemory(method, a))
                : use.Target is { Type: "System.IO.File", Name: "WriteAllBytes" or "WriteAllBytesAsync" } ? Chain.Leads(method, Values.Argument(use, 1), site)
                : (use.Target.Type.StartsWith("System.IO.Compression.Zip", StringComparison.Ordinal) || use.Target.Type.StartsWith("System.Formats.Tar.", StringComparison.Ordinal)) && use.Arguments.Any(a => Chain.Leads(method, a, site));
            if (isKept)
            {
                return true;
            }
        }

        return IsStream(Tasks.Answer(method.Returns)) && method.Body.Steps.Any(s => s.Kind == StepKind.Return && Chain.Leads(method, s.Value, site));
    }

    private static bool IsStream(TypeName type) => type.Name.EndsWith("Stream", StringComparison.Ordinal);

    private static bool IsMemory(MethodFact method, ValueFact value) => Values.Source(method, value) is { Kind: SiteKind.New, Target.Type: "System.IO.MemoryStream" };
}
