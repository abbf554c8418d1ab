// Members of StackExchange.Redis that several areas use.
namespace StackExchange.Redis
{
    [Flags]
    public enum CommandFlags
    {
        None = 0,
        FireAndForget = 2,
    }

    public interface IDatabaseAsync
    {
        Task<string?> StringGetAsync(string key);

        Task<string?[]> StringGetAsync(string[] keys);

        Task<bool> StringSetAsync(string key, string value);

        Task<bool> KeyDeleteAsync(string key, CommandFlags flags = CommandFlags.None);

        Task<long> StringIncrementAsync(string key, long value = 1);

        Task<long> ListLeftPushAsync(string key, string value);

        Task<string> StreamAddAsync(string key, string field, string value);
    }

    public interface IDatabase : IDatabaseAsync
    {
        string? StringGet(string key);

        bool KeyDelete(string key, CommandFlags flags = CommandFlags.None);

        IBatch CreateBatch();

        ITransaction CreateTransaction();
    }

    public interface IBatch : IDatabaseAsync
    {
        void Execute();
    }

    public interface ITransaction : IBatch
    {
        Task<bool> ExecuteAsync();
    }

    public interface IServer
    {
        bool IsConnected { get; }

        long DatabaseSize(int database = -1);

        Task<long> DatabaseSizeAsync(int database = -1);
    }
}
