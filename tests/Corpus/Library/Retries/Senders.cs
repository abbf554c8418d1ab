namespace Corpus.Library.Retries
{
    /// <summary>Tries again what a class that derives from it sends.</summary>
    public abstract class RepeatingSender<T>
    {
        public async Task SendAsync(T message, CancellationToken token)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await SendOnceAsync(message, token);
                    return;
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(TimeSpan.FromSeconds(attempt), token);
                }
            }
        }

        protected abstract Task SendOnceAsync(T message, CancellationToken token);
    }

    /// <summary>Runs a delegate once more when it has failed.</summary>
    public static class Second
    {
        public static async Task ChanceAsync(Func<CancellationToken, Task> work, CancellationToken token)
        {
            try
            {
                await work(token);
            }
            catch (TimeoutException)
            {
                await Task.Delay(300, token);
                await work(token);
            }
        }

        /// <summary>Whatever happens, another one is run: nothing is tried again.</summary>
        public static async Task OrElseAsync(Func<CancellationToken, Task> work, Func<CancellationToken, Task> otherwise, CancellationToken token)
        {
            try
            {
                await work(token);
            }
            catch (TimeoutException)
            {
                await otherwise(token);
            }
        }
    }
}
