namespace Corpus.Retries.Ended
{
    public sealed class Tides(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/tides");
                }
                catch (HttpRequestException) when (i < 3)
                {
                    await Task.Delay(20);
                }
            }
        }
    }

    // look-alike: between the two layers a handler takes every failure and only notes it: the outer one learns of none
    public sealed class Harbour(HttpClient http, Tides tides)
    {
        private string? _tide;
        private bool _isUnknown;

        public string? Tide => _isUnknown ? null : _tide;

        public async Task OpenAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await http.PutAsync("/harbour", null);
                    await LearnAsync();
                    return;
                }
                catch (HttpRequestException) when (i < 4)
                {
                    await Task.Delay(100);
                }
            }
        }

        private async Task LearnAsync()
        {
            if (_isUnknown)
            {
                return;
            }

            try
            {
                _tide = await tides.ReadAsync();
            }
            catch (Exception e)
            {
                _isUnknown = true;
                Console.WriteLine(e);
            }
        }
    }

    // case: the handler between them throws on in the end
    public sealed class Quay(HttpClient http, Tides tides)
    {
        public async Task OpenAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await http.PutAsync("/quay", null);
                    await LearnAsync(); // expect: IC1301
                    return;
                }
                catch (HttpRequestException) when (i < 4)
                {
                    await Task.Delay(100);
                }
            }
        }

        private async Task LearnAsync()
        {
            try
            {
                await tides.ReadAsync();
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
                throw new HttpRequestException("no tide", e);
            }
        }
    }

    // case: the handler answers no, and who asked throws for it
    public sealed class Pier(Tides tides)
    {
        public async Task OpenAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    if (!await KnowsAsync()) // expect: IC1301
                    {
                        throw new HttpRequestException("no tide");
                    }

                    return;
                }
                catch (HttpRequestException) when (i < 4)
                {
                    await Task.Delay(100);
                }
            }
        }

        private async Task<bool> KnowsAsync()
        {
            try
            {
                return await tides.ReadAsync() != "";
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
                return false;
            }
        }
    }

    // look-alike: the handler answers nothing, and who asked goes on without it
    public sealed class Jetty(HttpClient http, Tides tides)
    {
        public async Task OpenAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await AnnounceAsync();
                    return;
                }
                catch (HttpRequestException) when (i < 4)
                {
                    await Task.Delay(100);
                }
            }
        }

        private async Task AnnounceAsync()
        {
            var tide = await MaybeAsync();
            await http.PutAsync("/jetty?tide=" + (tide ?? "unknown"), null);
        }

        private async Task<string?> MaybeAsync()
        {
            try
            {
                return await tides.ReadAsync();
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
                return null;
            }
        }
    }

    // look-alike: inside the try of the outer loop another one ends what the inner layer could not do
    public sealed class Lock(HttpClient http, Tides tides)
    {
        public async Task OpenAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    try
                    {
                        await tides.ReadAsync();
                    }
                    catch (Exception e)
                    {
                        Console.WriteLine(e);
                    }

                    await http.PutAsync("/lock", null);
                    return;
                }
                catch (HttpRequestException) when (i < 4)
                {
                    await Task.Delay(100);
                }
            }
        }
    }

    // case: the handler keeps the exception, and somebody throws it
    public sealed class Dock(HttpClient http, Tides tides)
    {
        private Exception? _last;

        public async Task OpenAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await http.PutAsync("/dock", null);
                    await LearnAsync(); // expect: IC1301
                    Check();
                    return;
                }
                catch (HttpRequestException) when (i < 4)
                {
                    await Task.Delay(100);
                }
            }
        }

        private void Check()
        {
            if (_last is not null)
            {
                throw new HttpRequestException("no tide", _last);
            }
        }

        private async Task LearnAsync()
        {
            try
            {
                await tides.ReadAsync();
            }
            catch (Exception e)
            {
                _last = e;
            }
        }
    }
}

namespace Corpus.Retries.OutsideTheTry
{
    public sealed class Passes(HttpClient http)
    {
        public async Task<string> FetchAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/pass");
                }
                catch (HttpRequestException) when (i < 3)
                {
                    await Task.Delay(20);
                }
            }
        }
    }

    // look-alike: the inner layer stands in the turn before the try: when it gives up, the loop is left
    public sealed class Turnstile(HttpClient http, Passes passes)
    {
        public async Task EnterAsync()
        {
            for (var i = 0; ; i++)
            {
                var pass = await passes.FetchAsync();
                try
                {
                    await http.PutAsync("/turnstile/" + pass, null);
                    return;
                }
                catch (HttpRequestException) when (i < 4)
                {
                    await Task.Delay(100);
                }
            }
        }
    }

    // look-alike: it stands in the finally of the try
    public sealed class Wicket(HttpClient http, Passes passes)
    {
        public async Task EnterAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await http.PutAsync("/wicket", null);
                    return;
                }
                catch (HttpRequestException) when (i < 4)
                {
                    await Task.Delay(100);
                }
                finally
                {
                    await passes.FetchAsync();
                }
            }
        }
    }

    // look-alike: it stands in another clause of the same try
    public sealed class Barrier(HttpClient http, Passes passes)
    {
        public async Task EnterAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await http.PutAsync("/barrier", null);
                    return;
                }
                catch (HttpRequestException e) when (e.StatusCode == System.Net.HttpStatusCode.Unauthorized)
                {
                    await passes.FetchAsync();
                }
                catch (HttpRequestException) when (i < 4)
                {
                    await Task.Delay(100);
                }
            }
        }
    }

    // case: what stands before the try happens again with each turn, because the try failed
    public sealed class Kiosk(HttpClient http)
    {
        public async Task EnterAsync()
        {
            for (var i = 0; ; i++)
            {
                await http.PostAsync("/visit", null); // expect: IC1302
                try
                {
                    await http.PutAsync("/kiosk", null);
                    return;
                }
                catch (HttpRequestException) when (i < 4)
                {
                    await Task.Delay(100);
                }
            }
        }
    }

    // case: before the inner try, and in the outer one, which leads back as well
    public sealed class Gangway(HttpClient http, Passes passes)
    {
        public async Task EnterAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    var pass = await passes.FetchAsync(); // expect: IC1301
                    try
                    {
                        await http.PutAsync("/gangway/" + pass, null);
                        return;
                    }
                    catch (TimeoutException)
                    {
                        await Task.Delay(10);
                    }
                }
                catch (HttpRequestException) when (i < 4)
                {
                    await Task.Delay(100);
                }
            }
        }
    }
}
