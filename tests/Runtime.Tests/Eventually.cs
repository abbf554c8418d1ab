namespace IntentContracts.Runtime.Tests;

/// <summary>Waits until something that happens on another thread has happened; fails after ten seconds.</summary>
internal static class Eventually
{
    public static async Task True(Func<bool> condition, string what)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (condition())
            {
                return;
            }

            await Task.Delay(10);
        }

        Assert.Fail($"Never happened: {what}.");
    }
}
