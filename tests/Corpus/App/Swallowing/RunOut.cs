namespace Corpus.Swallowing.RunOut;

// look-alike: attempts that run out come to a throw behind the loop, whatever else leads there
public sealed class Sirens(HttpClient http)
{
    public async Task<string> SoundAsync(int attempts, TimeSpan patience)
    {
        var attempt = 0;
        while (attempt < attempts)
        {
            attempt++;
            try
            {
                var answer = http.GetStringAsync("/siren");
                if (await Task.WhenAny(answer, Task.Delay(patience)) != answer)
                {
                    continue;
                }

                return await answer;
            }
            catch (HttpRequestException)
            {
                // the next attempt
            }
        }

        throw new InvalidOperationException("nobody hears it");
    }
}

// case: they come to a quiet end
public sealed class Horns(HttpClient http)
{
    public async Task SoundAsync(int attempts, TimeSpan patience)
    {
        var attempt = 0;
        while (attempt < attempts)
        {
            attempt++;
            try
            {
                var answer = http.GetStringAsync("/horn");
                if (await Task.WhenAny(answer, Task.Delay(patience)) != answer)
                {
                    continue;
                }

                await answer;
                return;
            }
            catch (HttpRequestException) // expect: IC2102
            {
            }
        }
    }
}
