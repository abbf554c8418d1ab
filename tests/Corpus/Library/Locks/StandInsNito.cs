using System.Runtime.CompilerServices;

// Members of Nito.AsyncEx.
namespace Nito.AsyncEx
{
    public sealed class AsyncLock
    {
        private readonly Task<IDisposable> _free = Task.FromResult<IDisposable>(new MemoryStream());

        public AwaitableDisposable<IDisposable> LockAsync() => new(_free);
    }

    public readonly struct AwaitableDisposable<T>(Task<T> task)
        where T : IDisposable
    {
        public TaskAwaiter<T> GetAwaiter() => task.GetAwaiter();

        public ConfiguredTaskAwaitable<T> ConfigureAwait(bool continueOnCapturedContext) => task.ConfigureAwait(continueOnCapturedContext);
    }
}
