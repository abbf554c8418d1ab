using System.Diagnostics;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Asks whether a commit has happened that got no answer, as often as makes sense.</summary>
internal static class CommitQuestion
{
    // A server that fails over takes seconds, and a caller is waiting.
    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)];

    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    /// <summary>Whether it has happened; <see langword="null"/> when that could not be found out.</summary>
    public static async Task<bool?> AskAsync(Func<CancellationToken, Task<bool>> hasCommitted)
    {
        // Not the caller's token: a commit that has begun is not cancelled, and neither is finding out about it.
        using var atMost = new CancellationTokenSource(AtMost);
        foreach (var pause in Pauses)
        {
            try
            {
                await Task.Delay(pause, atMost.Token).ConfigureAwait(false);
                return await hasCommitted(atMost.Token).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                Activity.Current?.AddException(failure);
            }
        }

        return null;
    }
}
