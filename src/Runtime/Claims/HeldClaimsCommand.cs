using System.Globalization;
using System.Text;
using System.Text.Json;

namespace IntentContracts;

/// <summary>The command by which people list and resolve held keys, for any program that has the store: <c>myapp claims list</c>.</summary>
/// <remarks>
/// <code>
/// claims list [--top 100]
/// claims key --contract "Shop.Desk.PlaceAsync(System.Guid)" --scope tenant:7 --key 4711
/// claims release CLAIM --attempt N
/// claims complete CLAIM --attempt N --result '{"id":1}' [--retention 1.00:00:00]
/// </code>
/// Nothing is resolved that has changed since it was listed: the attempt is the fence.
/// </remarks>
public static class HeldClaimsCommand
{
    private const string Usage = """
        claims list [--top 100]                                   what is held, the oldest first
        claims key --contract ID --scope SCOPE --key KEY          the claim of a key
        claims release CLAIM --attempt N                          nothing has happened: the next call may execute
        claims complete CLAIM --attempt N --result JSON [--retention 1.00:00:00]
                                                                  it has happened: JSON is replayed; null for a member without result
        """;

    /// <summary>Runs one command.</summary>
    /// <param name="store">The store.</param>
    /// <param name="arguments">What stands behind <c>claims</c>.</param>
    /// <param name="output">Results and mistakes, one line each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The exit code: 0 when it was done; 1 when the claim is not that attempt's any more; 2 for a command that cannot be understood.</returns>
    public static async Task<int> RunAsync(IIdempotencyStore store, IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        try
        {
            // As the usage spells it, or as the program passes it on.
            arguments = arguments is ["claims", ..] ? [.. arguments.Skip(1)] : arguments;
            return (arguments.Count == 0 ? "" : arguments[0]) switch
            {
                "list" => await ListAsync(store, arguments, output, cancellationToken).ConfigureAwait(false),
                "key" => await KeyAsync(arguments, output).ConfigureAwait(false),
                "release" => await SaidAsync(
                    output,
                    await store.ReleaseAsync(Claim(arguments), Attempt(arguments), cancellationToken).ConfigureAwait(false),
                    "released: the next call with this key executes").ConfigureAwait(false),
                "complete" => await SaidAsync(
                    output,
                    await CompleteAsync(store, arguments, cancellationToken).ConfigureAwait(false),
                    "completed: calls with this key are given the result").ConfigureAwait(false),
                _ => throw new FormatException("which command? " + Environment.NewLine + Usage),
            };
        }
        catch (FormatException mistake)
        {
            await output.WriteLineAsync(mistake.Message).ConfigureAwait(false);
            return 2;
        }
    }

    private static async Task<int> ListAsync(IIdempotencyStore store, IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var top = Option(arguments, "--top") is not { } text ? 100
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new FormatException($"--top {text} is no positive number");
        var held = await store.FindHeldAsync(top, cancellationToken).ConfigureAwait(false);
        foreach (var claim in held)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{claim.Key}  attempt {claim.Attempt}  {claim.Age.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture)} old  {claim.ContractId}")).ConfigureAwait(false);
        }

        await output.WriteLineAsync(held.Count == top ? $"{held.Count} held, perhaps more: --top {top * 10}" : $"{held.Count} held").ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> KeyAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        await output.WriteLineAsync(ClaimKey.Create(Needed(arguments, "--contract"), Needed(arguments, "--scope"), Needed(arguments, "--key")).Value).ConfigureAwait(false);
        return 0;
    }

    // Completing again is true for a store, and changes nothing: whoever corrects a result must not be told that it was done.
    private static async Task<bool> CompleteAsync(IIdempotencyStore store, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (claim, attempt, result, retention) = (Claim(arguments), Attempt(arguments), Result(arguments), Retention(arguments));
        return !await store.HasCompletedAsync(claim, attempt, cancellationToken).ConfigureAwait(false)
            && await store.CompleteAsync(claim, attempt, result, retention, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> SaidAsync(TextWriter output, bool isDone, string done)
    {
        await output.WriteLineAsync(isDone ? done : "nothing was changed: no unresolved claim has this attempt; list again").ConfigureAwait(false);
        return isDone ? 0 : 1;
    }

    private static ClaimKey Claim(IReadOnlyList<string> arguments) =>
        arguments.Count > 1 && arguments[1].Length == 64 && arguments[1].All(char.IsAsciiHexDigitLower)
            ? new(arguments[1])
            : throw new FormatException("a claim has 64 hexadecimal digits: take it from 'claims list', or make it with 'claims key'");

    private static long Attempt(IReadOnlyList<string> arguments) =>
        long.TryParse(Needed(arguments, "--attempt"), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            ? attempt
            : throw new FormatException("--attempt needs the number that 'claims list' shows");

    private static byte[] Result(IReadOnlyList<string> arguments)
    {
        var result = Needed(arguments, "--result");
        try
        {
            // A member without a result records an empty object.
            using var parsed = JsonDocument.Parse(result == "null" ? "{}" : result);
            return Encoding.UTF8.GetBytes(parsed.RootElement.GetRawText());
        }
        catch (JsonException mistake)
        {
            throw new FormatException("--result is no JSON: " + mistake.Message, mistake);
        }
    }

    private static TimeSpan Retention(IReadOnlyList<string> arguments) =>
        Option(arguments, "--retention") is not { } text ? TimeSpan.FromDays(1)
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var retention) && retention > TimeSpan.Zero ? retention
        : throw new FormatException($"--retention {text} is no positive duration: write 1.00:00:00 for a day");

    private static string Needed(IReadOnlyList<string> arguments, string name) =>
        Option(arguments, name) ?? throw new FormatException($"{name} is missing" + Environment.NewLine + Usage);

    private static string? Option(IReadOnlyList<string> arguments, string name)
    {
        for (var i = 1; i + 1 < arguments.Count; i++)
        {
            if (arguments[i] == name)
            {
                return arguments[i + 1];
            }
        }

        return null;
    }
}
