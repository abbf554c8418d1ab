using Microsoft.Extensions.DependencyInjection;

namespace Corpus.Blocking.Composites
{
    public interface IWeatherSource
    {
        string Ask(string place);
    }

    // case: what a composite is made of is registered under its own type, and stands behind the interface all the same
    public sealed class CoastStation(string folder) : IWeatherSource
    {
        public string Ask(string place) => File.ReadAllText(Path.Combine(folder, place)); // expect: IC3001
    }

    public sealed class HillStation : IWeatherSource
    {
        public string Ask(string place) => place + ": fog";
    }

    public sealed class AllStations(CoastStation coast, HillStation hills) : IWeatherSource
    {
        private readonly List<IWeatherSource> _stations = [coast, hills];

        public string Ask(string place) => string.Concat(_stations.Select(s => s.Ask(place)));

        public async Task<string> AskAsync(string place)
        {
            await Task.Yield();
            var text = "";
            foreach (var station in _stations)
            {
                text += station.Ask(place);
            }

            return text;
        }
    }

    public static class Stations
    {
        public static void Add(IServiceCollection services)
        {
            services.AddScoped<CoastStation>();
            services.AddScoped<HillStation>();
            services.AddScoped<IWeatherSource, AllStations>();
        }
    }

    public interface ITideTable
    {
        string Read(string port);
    }

    public sealed class PrintedTides : ITideTable
    {
        public string Read(string port) => port + ": high at noon";
    }

    // look-alike: registered under its own type, and part of nothing: nobody gets it through the interface
    public sealed class KeptTides(string folder) : ITideTable
    {
        public string Read(string port) => File.ReadAllText(Path.Combine(folder, port));
    }

    public sealed class Pilots(ITideTable tides)
    {
        public async Task<string> GuideAsync(string port)
        {
            await Task.Yield();
            return tides.Read(port);
        }
    }

    public static class TideTables
    {
        public static void Add(IServiceCollection services)
        {
            services.AddScoped<KeptTides>();
            services.AddScoped<ITideTable, PrintedTides>();
        }
    }
}
