// Members of SSH.NET and FluentFTP, as far as the corpus uses them.
#pragma warning disable CA1725, CA1822

namespace Renci.SshNet
{
    public interface IBaseClient : IDisposable
    {
        bool IsConnected { get; }

        void Connect();

        Task ConnectAsync(CancellationToken cancellationToken);

        void Disconnect();
    }

    public interface ISftpClient : IBaseClient
    {
        void UploadFile(Stream input, string path);

        Task UploadFileAsync(Stream input, string path, CancellationToken cancellationToken = default);

        void DeleteFile(string path);

        bool Exists(string path);

        string ReadAllText(string path);
    }

    public sealed class SshCommand : IDisposable
    {
        public string Execute() => "";

        public Task ExecuteAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }

    public class SshClient
    {
        public SshCommand CreateCommand(string commandText) => new();

        public SshCommand RunCommand(string commandText) => new();
    }

    public class ScpClient
    {
        public void Download(string filename, FileInfo to)
        {
        }
    }
}

namespace FluentFTP
{
    public interface IFtpClient
    {
        void Connect();

        bool UploadFile(string localPath, string remotePath);

        string[] GetNameListing(string path);
    }

    public interface IAsyncFtpClient
    {
        Task Connect(CancellationToken token = default);

        Task<bool> UploadFile(string localPath, string remotePath, CancellationToken token = default);
    }
}
