using System.Globalization;

namespace IntentContracts.Crash.Tests.Worker;

/// <summary>What is started and killed: makes one call and says how it ended, or makes calls until it is killed.</summary>
internal static class WorkerProgram
{
    /// <param name="args">
    /// <c>call HOME STORE CONNECTION FILE POINT KEY</c>, or <c>load HOME STORE CONNECTION FILE SEED KEYS CALLERS</c>.
    /// </param>
    public static async Task<int> Main(string[] args)
    {
        await using var setting = new Setting(args[1], args[2], args[3], args[4]);
        return args[0] == "call"
            ? await CallAsync(setting, new(args[5]), args[6])
            : await LoadAsync(setting, Number(args[5]), Number(args[6]), Number(args[7]));
    }

    private static async Task<int> CallAsync(Setting setting, KillSwitch kill, string key)
    {
        try
        {
            Console.WriteLine(await setting.CallAsync(setting.OpenStore(), kill, key, CancellationToken.None));
        }
        catch (IdempotencyUnknownException)
        {
            Console.WriteLine("unknown");
        }

        return 0;
    }

    /// <summary>Each caller walks through the same keys from a place of its own, so that they meet; one line of output for each answer.</summary>
    private static async Task<int> LoadAsync(Setting setting, int seed, int keys, int callers)
    {
        var store = setting.OpenStore();
        var never = new KillSwitch(Points.Never);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            for (var i = 0; i < keys; i++)
            {
                var key = "key-" + ((i + (((seed * callers) + caller) * 7)) % keys).ToString(CultureInfo.InvariantCulture);
                try
                {
                    var answer = await setting.CallAsync(store, never, key, CancellationToken.None);
                    Console.WriteLine(answer == "receipt of " + key ? "ok" : "wrong " + answer);
                }
                catch (Exception failure) when (failure is IdempotencyConflictException or IdempotencyStoreUnavailableException)
                {
                    Console.WriteLine("busy");
                }
            }
        }));
        return 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
