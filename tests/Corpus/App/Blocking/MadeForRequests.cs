using Microsoft.Extensions.DependencyInjection;

// case: a scoped service and the factory of one are made for each request, a singleton once for all of them
namespace Corpus.Blocking.MadeForRequests
{
    public interface IKeys
    {
        bool Open(string door);
    }

    public sealed class Porter : IKeys
    {
        private readonly string _doors;

        public Porter(HttpClient http)
        {
            _doors = http.GetStringAsync("/doors").GetAwaiter().GetResult(); // expect: IC3001
        }

        public bool Open(string door) => _doors.Contains(door);
    }

    public sealed class Janitor
    {
        public Janitor(HttpClient http) => Doors = http.GetStringAsync("/doors").Result;

        public string Doors { get; }
    }

    public sealed class Bellboy(HttpClient http)
    {
        private readonly string _floors = http.GetStringAsync("/floors").Result; // expect: IC3001

        public bool Reaches(string floor) => _floors.Contains(floor);
    }

    public sealed record Visit(string Guest);

    public static class Gatehouse
    {
        public static IServiceCollection AddGatehouse(this IServiceCollection services)
        {
            services.AddScoped<IKeys, Porter>();
            services.AddSingleton<Janitor>();
            services.AddHttpClient<Bellboy>((p, http) => http.BaseAddress = new Uri(p.GetRequiredService<HttpClient>().GetStringAsync("/address").Result)); // expect: IC3001
            services.AddScoped(p => new Visit(p.GetRequiredService<HttpClient>().GetStringAsync("/guest").GetAwaiter().GetResult())); // expect: IC3001
            return services;
        }
    }
}
