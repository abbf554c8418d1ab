// case: one of two was first, and it need not be this one
namespace Corpus.Blocking.NotTheFirst
{
    public sealed class Hedged(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            var primary = http.GetStringAsync("/primary");
            var replica = http.GetStringAsync("/replica");
            await Task.WhenAny(primary, replica); // expect: IC2102
            return primary.Result; // expect: IC3001
        }
    }
}

// case: the time may be over first
namespace Corpus.Blocking.TimeIsOver
{
    public sealed class Impatient(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            var call = http.GetStringAsync("/slow");
            await Task.WhenAny(call, Task.Delay(100));
            return call.Result; // expect: IC3001
        }

        public async Task<string> ReadAnywayAsync()
        {
            var call = http.GetStringAsync("/slow");
            var pause = Task.Delay(100);
            var first = await Task.WhenAny(call, pause).ConfigureAwait(false);
            if (first == call)
            {
                return "in time";
            }

            return call.GetAwaiter().GetResult(); // expect: IC3001
        }
    }
}

// case: WaitAsync gave up, the task did not
namespace Corpus.Blocking.GivenUp
{
    public sealed class Patient(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            var call = http.GetStringAsync("/slow");
            try
            {
                await call.WaitAsync(TimeSpan.FromSeconds(1));
            }
            catch (TimeoutException e)
            {
                Console.Error.WriteLine(e.Message);
            }

            return call.Result; // expect: IC3001
        }
    }
}

// case: after the first of a list all are read
namespace Corpus.Blocking.FirstOfList
{
    public sealed class Survey(HttpClient http)
    {
        public async Task<int> CountAsync(List<Task<string>> answers)
        {
            await Task.WhenAny(answers);
            return answers.Sum(a => a.Result.Length); // expect: IC3001
        }
    }
}

// case: the number says that it was another one
namespace Corpus.Blocking.NotThatNumber
{
    public sealed class Rivals(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            await Task.Yield();
            var north = http.GetStringAsync("/north");
            var south = http.GetStringAsync("/south");
            var first = Task.WaitAny(north, south); // expect: IC3001
            if (first == 0)
            {
                return south.Result; // expect: IC3001
            }

            return north.Result; // expect: IC3001
        }

        public async Task<string> ReadInTimeAsync()
        {
            await Task.Yield();
            var north = http.GetStringAsync("/north");
            var first = Task.WaitAny([north], 500); // expect: IC3001
            return first != 1 ? north.Result : ""; // expect: IC3001
        }
    }
}

// case: to wait for the first blocks; to ask the one whose number that gave does not
namespace Corpus.Blocking.ThatNumber
{
    public sealed class Winners(HttpClient http)
    {
        public async Task<string> EitherAsync()
        {
            await Task.Yield();
            var north = http.GetStringAsync("/north");
            var south = http.GetStringAsync("/south");
            var first = Task.WaitAny(north, south); // expect: IC3001
            return first == 0 ? north.Result : south.Result;
        }

        public async Task<string> OneOfThreeAsync()
        {
            await Task.Yield();
            var north = http.GetStringAsync("/north");
            var south = http.GetStringAsync("/south");
            var first = Task.WaitAny(north, south, Task.Delay(500)); // expect: IC3001
            switch (first)
            {
                case 0:
                    return north.Result;
                case 1:
                    return south.Result;
                default:
                    return "";
            }
        }

        public async Task<string> InTimeAsync()
        {
            await Task.Yield();
            var north = http.GetStringAsync("/north");
            if (Task.WaitAny([north], 500) < 0) // expect: IC3001
            {
                return "";
            }

            return north.Result;
        }
    }
}

// look-alike: who was first is asked before it is read
namespace Corpus.Blocking.AskedWhoWasFirst
{
    public sealed class Known(HttpClient http)
    {
        public async Task<string> EitherAsync()
        {
            var primary = http.GetStringAsync("/primary");
            var replica = http.GetStringAsync("/replica");
            var first = await Task.WhenAny(primary, replica);
            return first == primary ? primary.Result : replica.Result;
        }

        public async Task<string> InTimeAsync()
        {
            var call = http.GetStringAsync("/slow");
            var pause = Task.Delay(100);
            var first = await Task.WhenAny(call, pause).ConfigureAwait(false);
            if (first == pause)
            {
                throw new TimeoutException();
            }

            return call.Result;
        }

        public async Task<string> NamedAsync()
        {
            var call = http.GetStringAsync("/slow");
            var isInTime = await Task.WhenAny(call, Task.Delay(100)) == call; // expect: IC2102
            return isInTime ? call.Result : "";
        }

        public async Task<string> AskedAsync()
        {
            var call = http.GetStringAsync("/slow");
            var pause = Task.Delay(100);
            await Task.WhenAny(call, pause);
            if (pause.IsCompleted)
            {
                throw new TimeoutException();
            }

            return call.Result;
        }

        public async Task<string> SameAsync()
        {
            var call = http.GetStringAsync("/slow");
            var first = await Task.WhenAny(call, Task.Delay(100)); // expect: IC2102
            return ReferenceEquals(first, call) ? call.Result : "";
        }
    }
}

// look-alike: WaitAsync came to its end, or nobody comes here
namespace Corpus.Blocking.WaitedInTime
{
    public sealed class Punctual(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            var call = http.GetStringAsync("/slow");
            await call.WaitAsync(TimeSpan.FromSeconds(1));
            return call.Result;
        }

        public async Task<string> ReadOrNotAsync()
        {
            var call = http.GetStringAsync("/slow");
            try
            {
                await call.WaitAsync(TimeSpan.FromSeconds(1));
            }
            catch (TimeoutException)
            {
                return "late";
            }

            return call.Result;
        }
    }
}

// look-alike: of a list the one that is done, and each as it comes
namespace Corpus.Blocking.FirstThatIsDone
{
    public sealed class Pick(HttpClient http)
    {
        public async Task<string> AnyAsync(List<Task<string>> answers)
        {
            await Task.WhenAny(answers);
            return answers.First(a => a.IsCompleted).Result;
        }

        public async Task<int> EachAsync(List<Task<string>> answers)
        {
            var length = 0;
            await foreach (var done in Task.WhenEach(answers))
            {
                length += done.Result.Length;
            }

            return length;
        }
    }
}
