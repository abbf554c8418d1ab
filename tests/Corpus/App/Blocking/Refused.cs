// look-alike: the member says why it blocks
namespace Corpus.Blocking.RefusedMember
{
    public sealed class License
    {
        [IntentContracts.Blocking("read once in its life, a few bytes from the local disk")]
        public string Key() => File.ReadAllText("license.txt");

        [IntentContracts.Blocking("loaded when the first caller asks, from the local disk")]
        public string Text => File.ReadAllText("license.md");
    }

    public sealed class Banner(License license)
    {
        public async Task<string> ShowAsync()
        {
            await Task.Yield();
            return license.Key() + license.Text;
        }
    }
}

// look-alike: what it calls is its own decision
namespace Corpus.Blocking.RefusedAbove
{
    public sealed class Legacy
    {
        [IntentContracts.Blocking("the driver has no asynchronous form; two milliseconds on the local bus")]
        public async Task<int> ReadAsync()
        {
            await Task.Yield();
            return Poll();
        }

        private static int Poll()
        {
            Thread.Sleep(2);
            return 1;
        }
    }
}

// case: one member says why, another one does not
namespace Corpus.Blocking.RefusedElsewhere
{
    public sealed class Mixed
    {
        [IntentContracts.Blocking("the console tool waits here on purpose")]
        public async Task SlowAsync()
        {
            await Task.Yield();
            Pause();
        }

        public async Task FastAsync()
        {
            await Task.Yield();
            Pause();
        }

        private static void Pause() => Thread.Sleep(1); // expect: IC3001
    }
}

// look-alike: the interface says so for those who implement it
namespace Corpus.Blocking.RefusedInterface
{
    public interface IClockDevice
    {
        [IntentContracts.Blocking("the device answers within a millisecond")]
        long Read();
    }

    public sealed class SerialClock : IClockDevice
    {
        public long Read()
        {
            Thread.Sleep(1);
            return 1;
        }
    }

    public sealed class Stamps(IClockDevice clock)
    {
        public async Task<long> NowAsync()
        {
            await Task.Yield();
            return clock.Read();
        }
    }
}
