using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Npgsql;

namespace IntentContracts.Tests;

/// <summary>A real PostgreSQL server in a temporary folder, on a free loopback port, that ends with this process.</summary>
/// <remarks>Most tests use <see cref="Shared"/> through <see cref="PostgreSqlDatabase"/>; one that kills its server starts its own.</remarks>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const int Interrupt = 2;
    private const int Quit = 3;

    private static readonly Lazy<Task<PostgreSqlServer>> SharedServer = new(() => StartAsync());

    private readonly string _folder;
    private readonly PostgreSqlServerOptions _options;
    private readonly List<string> _log = [];
    private Process? _process;

    private PostgreSqlServer(string folder, int port, PostgreSqlServerOptions options)
    {
        _folder = folder;
        Port = port;
        _options = options;
    }

    /// <summary>The one server of this test process, started by the first who asks.</summary>
    public static Task<PostgreSqlServer> Shared => SharedServer.Value;

    public int Port { get; }

    /// <summary>The server's process: postmaster, as PostgreSQL calls it.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>What the server wrote to its log.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return string.Join('\n', _log);
            }
        }
    }

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgreSqlServer> StartAsync(PostgreSqlServerOptions? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("intent-pg-").FullName;
        Unprivileged.Own(folder);
        var server = new PostgreSqlServer(folder, FreePort(), options ?? new());
        Unprivileged.Run(Unprivileged.Command(
            PostgreSqlBinaries.PathOf("initdb"),
            ["--pgdata=" + server.Data, "--username=intent", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"],
            folder));
        server.LeaveNothingBehind();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the server after <see cref="CrashAsync"/> or <see cref="StopAsync"/>, on the same port.</summary>
    public async Task StartAgainAsync()
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1", "port=" + Port, "unix_socket_directories=" + _folder, "max_connections=300", "shared_buffers=64MB",
            .. _options.Fsync ? (string[])["fsync=on"] : ["fsync=off", "full_page_writes=off"],
            .. _options.Settings.Select(s => s.Key + "=" + s.Value),
        ];
        var command = Unprivileged.Command(PostgreSqlBinaries.PathOf("postgres"), ["-D", Data, .. settings.SelectMany(s => (string[])["-c", s])], _folder, diesWithUs: true);
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);

        // A thread of its own that stays: "parent died" means, to the kernel, that the starting thread ended.
        new Thread(() => Watch(command, started)) { IsBackground = true, Name = "PostgreSQL" }.Start();
        _process = await started.Task;
        await UntilReady();
    }

    /// <summary>The server dies at once, as with a power cut (apart from what <see cref="PostgreSqlServerOptions.Fsync"/> says).</summary>
    public Task CrashAsync() => End(Quit);

    /// <summary>Stops the server in order; connections are closed.</summary>
    public Task StopAsync() => End(Interrupt);

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = "intent",
            Database = database,
            Timeout = 10,
            IncludeErrorDetail = true,
        }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await End(Quit);
        RemoveFolder();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);

    private void Watch(ProcessStartInfo command, TaskCompletionSource<Process> started)
    {
        try
        {
            using var process = Process.Start(command)!;
            process.OutputDataReceived += (_, line) => Append(line.Data);
            process.ErrorDataReceived += (_, line) => Append(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            started.SetResult(process);
            process.WaitForExit();
        }
        catch (Exception failure) when (started.TrySetException(failure))
        {
            // Whoever starts the server hears of it.
        }
    }

    private void Append(string? line)
    {
        lock (_log)
        {
            if (line is not null && _log.Count < 10_000)
            {
                _log.Add(line);
            }
        }
    }

    private async Task UntilReady()
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (since.Elapsed < TimeSpan.FromSeconds(60) && IsRunning())
            {
                await Task.Delay(50);
            }
            catch (NpgsqlException failure)
            {
                throw new InvalidOperationException("PostgreSQL did not start: " + Log, failure);
            }
        }
    }

    private bool IsRunning()
    {
        try
        {
            return _process is { HasExited: false };
        }
        catch (InvalidOperationException)
        {
            // Disposed by the thread that watched it end.
            return false;
        }
    }

    private async Task End(int signal)
    {
        SendToServer(signal);
        for (var i = 0; i < 1000 && IsRunning(); i++)
        {
            await Task.Delay(10);
        }

        NpgsqlConnection.ClearAllPools();
    }

    // A test host is often killed before it has ended. On Linux the server dies with it; a shell that waits for both removes the folder.
    // In the background of a shell that ends at once, so that it is nobody's child: test hosts are killed together with theirs.
    private void LeaveNothingBehind()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => SendToServer(Quit);
        const string script = "(while kill -0 \"$1\" 2>/dev/null && [ -d \"$2\" ]; do sleep 1; done; for i in 1 2 3 4 5 6 7 8 9; do rm -rf \"$2\" 2>/dev/null && break; sleep 1; done) >/dev/null 2>&1 &";
        var start = new ProcessStartInfo("sh", ["-c", script, "sh", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), _folder])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process.Start(start)?.Dispose();
    }

    private void SendToServer(int signal)
    {
        try
        {
            if (IsRunning())
            {
                _ = Send(ProcessId, signal);
            }
        }
        catch (IOException)
        {
            // It has just removed its file, as the last thing that it does.
        }
    }

    private void RemoveFolder()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // The shell tries again.
        }
    }
}
