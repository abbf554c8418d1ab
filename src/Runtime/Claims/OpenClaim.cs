namespace IntentContracts.Runtime;

/// <summary>The claims that the current asynchronous flow is executing: waiting for one of them would be waiting for oneself.</summary>
internal sealed class OpenClaim
{
    private static readonly AsyncLocal<OpenClaim?> Ambient = new();

    private readonly ClaimKey _key;
    private readonly OpenClaim? _outer;

    private OpenClaim(ClaimKey key, OpenClaim? outer)
    {
        _key = key;
        _outer = outer;
    }

    /// <summary>Opens a claim for the rest of the calling asynchronous method and everything it calls.</summary>
    public static void Enter(ClaimKey key) => Ambient.Value = new(key, Ambient.Value);

    public static bool IsInside(ClaimKey key)
    {
        for (var open = Ambient.Value; open is not null; open = open._outer)
        {
            if (open._key == key)
            {
                return true;
            }
        }

        return false;
    }
}
