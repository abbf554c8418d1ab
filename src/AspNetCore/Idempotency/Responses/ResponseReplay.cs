using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace IntentContracts.AspNetCore;

/// <summary>Sends a recorded response again.</summary>
internal static class ResponseReplay
{
    public static async Task WriteAsync(HttpResponse response, RecordedResponse recorded, CancellationToken cancellationToken)
    {
        response.StatusCode = recorded.Status;
        foreach (var (name, value) in recorded.Headers)
        {
            // Checked again: what was recorded was in a database since.
            if (FieldName.MayBeReplayed(name) && FieldName.IsValidValue(value))
            {
                response.Headers[name] = StringValues.Concat(response.Headers[name], value);
            }
        }

        response.Headers[FieldName.IdempotentReplayed] = "true";
        if (recorded.Body.Length > 0)
        {
            response.ContentLength = recorded.Body.Length;
            await response.Body.WriteAsync(recorded.Body, cancellationToken);
        }
    }
}
