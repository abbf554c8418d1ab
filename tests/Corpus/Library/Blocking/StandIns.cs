// Members of packages that are not referenced here, under their own names: a catalogue line matches whatever assembly declares them.
namespace StackExchange.Redis
{
    public interface IDatabaseAsync
    {
        Task<string?> StringGetAsync(string key);
    }

    public interface IDatabase : IDatabaseAsync
    {
        string? StringGet(string key);
    }
}
