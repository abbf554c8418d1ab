using FluentFTP;
using Renci.SshNet;

namespace Corpus.Blocking.Transfers;

// case: files go to a printer's host over SSH
public sealed class PrintShop(ISftpClient host, SshClient shell, ScpClient copies)
{
    public async Task SendAsync(Stream proof, CancellationToken ct)
    {
        if (!host.IsConnected)
        {
            host.Connect(); // expect: IC3001
        }

        await Task.Yield();
        host.UploadFile(proof, "/jobs/proof.pdf"); // expect: IC3001
        if (host.Exists("/jobs/old.pdf")) // expect: IC3001
        {
            host.DeleteFile("/jobs/old.pdf"); // expect: IC3001
        }

        await proof.FlushAsync(ct);
    }

    public async Task<string> StateAsync()
    {
        await Task.Yield();
        using var done = shell.RunCommand("lpstat -p"); // expect: IC3001
        using var command = shell.CreateCommand("lpq");
        copies.Download("/var/log/cups/error_log", new FileInfo("error_log")); // expect: IC3001
        return command.Execute() + host.ReadAllText("/jobs/state"); // expect: IC3001, IC3001
    }
}

// case: plates are put on a server by FTP
public sealed class PlateServer(IFtpClient ftp)
{
    public async Task<int> PutAsync(string plate)
    {
        await Task.Yield();
        ftp.Connect(); // expect: IC3001
        ftp.UploadFile(plate, "/plates/" + plate); // expect: IC3001
        return ftp.GetNameListing("/plates").Length; // expect: IC3001
    }
}

// look-alike: the asynchronous forms, and what the client knows of itself
public sealed class ProofShop(ISftpClient host, SshClient shell, IAsyncFtpClient ftp)
{
    public async Task SendAsync(Stream proof, CancellationToken ct)
    {
        if (!host.IsConnected)
        {
            await host.ConnectAsync(ct);
        }

        await host.UploadFileAsync(proof, "/jobs/proof.pdf", ct);
        using var command = shell.CreateCommand("lpq");
        await command.ExecuteAsync(ct);
        await ftp.Connect(ct);
        host.Disconnect();
    }
}
