using System.Net;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.ChosenWords
{
    public sealed record Turbine(string Name, string State);

    public enum Gauge
    {
        Well,
        Slow,
        Dead,
    }

    public sealed record Reading(Gauge Gauge, int Level);

    // look-alike: which of two words it is depends on the failure, and success stores neither
    public sealed class Turbines(HttpClient http)
    {
        public async Task<Turbine> AskAsync(string name)
        {
            var state = "turning";
            try
            {
                using var answer = await http.GetAsync("/turbines/" + name);
            }
            catch (HttpRequestException e)
            {
                state = e.StatusCode >= HttpStatusCode.InternalServerError ? "broken" : "out of reach";
            }

            return new Turbine(name, state);
        }
    }

    // look-alike: a switch expression
    public sealed class Gauges(HttpClient http)
    {
        public async Task<Reading> ReadAsync(string name)
        {
            var gauge = Gauge.Well;
            var level = 0;
            try
            {
                level = int.Parse(await http.GetStringAsync("/gauges/" + name));
            }
            catch (Exception e)
            {
                gauge = e switch
                {
                    TaskCanceledException => Gauge.Slow,
                    _ => Gauge.Dead,
                };
            }

            return new Reading(gauge, level);
        }
    }

    // look-alike: a method says which word it is
    public sealed class Sluices(HttpClient http)
    {
        public async Task<Turbine> AskAsync(string name)
        {
            var state = "open";
            try
            {
                using var answer = await http.GetAsync("/sluices/" + name);
            }
            catch (HttpRequestException e)
            {
                state = WordOf(e);
            }

            return new Turbine(name, state);
        }

        private static string WordOf(HttpRequestException e) => e.StatusCode is null ? "out of reach" : "broken";
    }

    // look-alike: which word it is somebody has configured
    public sealed class Weirs(HttpClient http, bool isStrict)
    {
        public async Task<Turbine> AskAsync(string name)
        {
            var state = "open";
            try
            {
                using var answer = await http.GetAsync("/weirs/" + name);
            }
            catch (HttpRequestException)
            {
                state = isStrict ? "broken" : "not known";
            }

            return new Turbine(name, state);
        }
    }

    // case: what is stored is what was there, or nothing
    public sealed class Locks(HttpClient http)
    {
        private string? _last;

        public async Task<Turbine> AskAsync(string name)
        {
            string state;
            try
            {
                state = await http.GetStringAsync("/locks/" + name);
                _last = state;
            }
            catch (HttpRequestException) // expect: IC2102
            {
                state = _last ?? "";
            }

            return new Turbine(name, state);
        }
    }

    // case: a switch of words that success stores as well
    public sealed class Dams(HttpClient http)
    {
        public async Task<Reading> ReadAsync(string name)
        {
            var gauge = Gauge.Well;
            try
            {
                using var answer = await http.GetAsync("/dams/" + name);
                gauge = answer.IsSuccessStatusCode ? Gauge.Well : Gauge.Slow;
            }
            catch (HttpRequestException) // expect: IC2102
            {
                gauge = Gauge.Well;
            }

            return new Reading(gauge, 0);
        }
    }

    // look-alike: somebody else has put the file there, and that is what was wanted
    public sealed class Charts(string folder)
    {
        public async Task KeepAsync(string name, string chart)
        {
            var made = Path.Combine(folder, Path.GetRandomFileName());
            var kept = Path.Combine(folder, name);
            await File.WriteAllTextAsync(made, chart);
            try
            {
                File.Move(made, kept, overwrite: false);
            }
            catch (IOException) when (File.Exists(kept))
            {
            }
        }
    }

    // look-alike: the folder is there, whoever made it; the file is gone, whoever took it
    public sealed class Drawers(string folder)
    {
        public void Open()
        {
            try
            {
                Directory.CreateDirectory(folder);
            }
            catch (IOException) when (Directory.Exists(folder))
            {
            }
        }

        public void Empty(string name)
        {
            try
            {
                File.Delete(name);
            }
            catch (IOException) when (!File.Exists(name))
            {
            }
        }
    }

    // case: the file that was to be moved is still where it was
    public sealed class Shelves
    {
        public void Put(string made, string kept)
        {
            try
            {
                File.Move(made, kept, overwrite: false);
            }
            catch (IOException) when (File.Exists(made)) // expect: IC2102
            {
            }
        }
    }

    // case: the file that was to be deleted is still there
    public sealed class Bins
    {
        public void Empty(string name)
        {
            try
            {
                File.Delete(name);
            }
            catch (IOException) when (File.Exists(name)) // expect: IC2102
            {
            }
        }
    }

    public sealed class SurveyException(Exception cause) : Exception("the survey could not be sent", cause);

    // look-alike: an exception of one's own, thrown only where the failure has been recorded: a sign to begin again
    public sealed class Surveys(HttpClient http, ILogger<Surveys> log)
    {
        public async Task<bool> NextAsync()
        {
            try
            {
                if (await http.GetStringAsync("/surveys/open") != "")
                {
                    await SendAsync();
                    return true;
                }

                return false;
            }
            catch (SurveyException)
            {
                return true;
            }
        }

        private async Task SendAsync()
        {
            try
            {
                await http.PutAsync("/surveys", null);
            }
            catch (HttpRequestException e)
            {
                log.LogWarning(e, "a survey could not be sent");
                throw new SurveyException(e);
            }
        }
    }

    public sealed class SoundingException(Exception cause) : Exception("no sounding", cause);

    // case: thrown without a word, and taken for nothing
    public sealed class Soundings(HttpClient http)
    {
        public async Task<bool> NextAsync()
        {
            try
            {
                if (await http.GetStringAsync("/soundings/open") != "")
                {
                    await SendAsync();
                    return true;
                }

                return false;
            }
            catch (SoundingException) // expect: IC2102
            {
                return true;
            }
        }

        private async Task SendAsync()
        {
            try
            {
                await http.PutAsync("/soundings", null);
            }
            catch (HttpRequestException e)
            {
                throw new SoundingException(e);
            }
        }
    }
}
