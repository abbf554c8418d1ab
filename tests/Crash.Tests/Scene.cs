using IntentContracts.Crash.Tests.Worker;

namespace IntentContracts.Crash.Tests;

/// <summary>A database and a file of their own for one test.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly PostgreSqlDatabase? _database;
    private readonly DirectoryInfo _folder;

    private Scene(Setting setting, PostgreSqlDatabase? database, DirectoryInfo folder)
    {
        Setting = setting;
        _database = database;
        _folder = folder;
    }

    public Setting Setting { get; }

    public static async Task<Scene> SetAsync(string home, string store)
    {
        var folder = Directory.CreateTempSubdirectory("intent-crash-");
        var database = store is "postgresql" or "npgsql" ? await PostgreSqlDatabase.CreateAsync() : null;
        var connection = database?.ConnectionString ?? "Data Source=" + Path.Combine(folder.FullName, "ledger.db");
        var scene = new Scene(new(home, store, connection, Path.Combine(folder.FullName, "effects.txt")), database, folder);
        await scene.Setting.CreateAsync();
        return scene;
    }

    /// <summary>A worker that dies at the point, and how it ended.</summary>
    public async Task<int> DieAsync(string point, string key)
    {
        using var worker = WorkerProcess.Start("call", Setting, point, key);
        return (await worker.EndAsync()).ExitCode;
    }

    /// <summary>The same call again, in a process that lives.</summary>
    public async Task<string> CallAsync(string key)
    {
        using var worker = WorkerProcess.Start("call", Setting, Points.Never, key);
        var (code, output) = await worker.EndAsync();
        Assert.Equal(0, code);
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        await Setting.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
