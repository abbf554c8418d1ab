using System.Diagnostics;

namespace IntentContracts.Tests;

/// <summary>Starts programs as somebody who is not root: PostgreSQL refuses to run as root, and containers often are.</summary>
internal static class Unprivileged
{
    private static readonly string? User = Environment.IsPrivilegedProcess ? FindUser() : null;

    /// <summary>Makes a folder that only the unprivileged user may enter.</summary>
    public static void Own(string folder)
    {
        if (User is not null)
        {
            Run(new ProcessStartInfo("chown", ["-R", User, folder]));
        }
    }

    /// <param name="diesWithUs">Linux: the kernel ends it when the thread that starts it ends, whatever ended it.</param>
    public static ProcessStartInfo Command(string program, IEnumerable<string> arguments, string workingDirectory, bool diesWithUs = false)
    {
        List<string> prefix = [];
        if (File.Exists("/usr/bin/setpriv"))
        {
            prefix = User is null ? ["/usr/bin/setpriv"] : ["/usr/bin/setpriv", "--reuid=" + User, "--regid=" + GroupOf(User), "--init-groups"];
            if (diesWithUs)
            {
                prefix.Add("--pdeathsig=QUIT");
            }
        }
        else if (User is not null)
        {
            prefix = ["runuser", "-u", User, "--"];
        }

        List<string> command = [.. prefix, program, .. arguments];
        return new(command[0], command.Skip(1))
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    public static void Run(ProcessStartInfo start)
    {
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {errors}{output.Result}");
        }
    }

    private static string FindUser()
    {
        var users = File.ReadAllLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        return users.Contains("postgres") ? "postgres" : "nobody";
    }

    // The primary group's number, from passwd: nobody's group is not called nobody everywhere.
    private static string GroupOf(string user) =>
        File.ReadAllLines("/etc/passwd").Select(line => line.Split(':')).First(fields => fields[0] == user)[3];
}
