using Microsoft.AspNetCore.Mvc;

// case: HttpClient.Send
namespace Corpus.Blocking.HttpSend
{
    public sealed class Probe(HttpClient http)
    {
        public async Task<int> StatusAsync()
        {
            await Task.Yield();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
            return (int)http.Send(request).StatusCode; // expect: IC3001
        }
    }
}

// case: names and mail
namespace Corpus.Blocking.DnsAndMail
{
    public sealed class Notifier
    {
        public async Task NotifyAsync(string host, System.Net.Mail.MailMessage message)
        {
            await Task.Yield();
            var addresses = System.Net.Dns.GetHostAddresses(host); // expect: IC3001
            using var smtp = new System.Net.Mail.SmtpClient(addresses[0].ToString());
            smtp.Send(message); // expect: IC3001
        }
    }
}

// case: sockets
namespace Corpus.Blocking.Sockets
{
    public sealed class Link
    {
        public async Task<int> PingAsync(byte[] data)
        {
            using var client = new System.Net.Sockets.TcpClient();
            client.Connect("localhost", 7); // expect: IC3001
            var stream = client.GetStream();
            await stream.WriteAsync(data);
            return stream.Read(data, 0, data.Length); // expect: IC3001
        }
    }
}

// case: a synchronous action waits for asynchronous work
namespace Corpus.Blocking.SyncOverAsyncAction
{
    [ApiController, Route("weather")]
    public sealed class WeatherController(HttpClient http) : ControllerBase
    {
        [HttpGet]
        public string Get() => http.GetStringAsync("/weather").Result; // expect: IC3001
    }
}

// case: Redis has both forms
namespace Corpus.Blocking.Redis
{
    public sealed class Carts(StackExchange.Redis.IDatabase redis)
    {
        public async Task<string?> GetAsync(string id)
        {
            await Task.Yield();
            return redis.StringGet(id); // expect: IC3001
        }
    }
}

// case: the server is asked, and not one of its databases
namespace Corpus.Blocking.RedisServer
{
    public sealed class Depots(StackExchange.Redis.IServer server)
    {
        public async Task<long> CountAsync()
        {
            await Task.Yield();
            return server.DatabaseSize(2); // expect: IC3001
        }
    }
}

// look-alike: the other form, and what the client knows of itself
namespace Corpus.Blocking.RedisServerAsynchronously
{
    public sealed class Depots(StackExchange.Redis.IServer server)
    {
        public async Task<long> CountAsync() => server.IsConnected ? await server.DatabaseSizeAsync(2) : 0;
    }
}

// case: an own interface that nobody implements here, with an asynchronous twin
namespace Corpus.Blocking.Twin
{
    public interface IVault
    {
        string Read(string key);

        Task<string> ReadAsync(string key);
    }

    public sealed class Secrets(IVault vault)
    {
        public async Task<string> GetAsync(string key)
        {
            await Task.Yield();
            return vault.Read(key); // expect: IC3001
        }
    }
}

// look-alike: the asynchronous members of the same clients
namespace Corpus.Blocking.AsynchronousClients
{
    public sealed class Fine(HttpClient http, StackExchange.Redis.IDatabase redis)
    {
        public async Task<string?> GetAsync(string id)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/x");
            using var response = await http.SendAsync(request);
            var addresses = await System.Net.Dns.GetHostAddressesAsync("localhost");
            return await redis.StringGetAsync(id + addresses.Length);
        }
    }
}

// look-alike: a twin in memory
namespace Corpus.Blocking.TwinInMemory
{
    public interface IStore
    {
        string? Read(string key);

        Task<string?> ReadAsync(string key);
    }

    public sealed class DictionaryStore : IStore
    {
        private readonly Dictionary<string, string> _values = [];

        public string? Read(string key) => _values.GetValueOrDefault(key);

        public Task<string?> ReadAsync(string key) => Task.FromResult(Read(key));
    }

    public sealed class Lookup(IStore store)
    {
        public async Task<string?> GetAsync(string key)
        {
            await Task.Yield();
            return store.Read(key);
        }
    }
}

// look-alike: a socket that was told not to block
namespace Corpus.Blocking.UnblockedSockets
{
    using System.Net.Sockets;

    public sealed class Pulse
    {
        public async Task<bool> IsAliveAsync(NetworkStream stream)
        {
            await Task.Yield();
            var blocked = stream.Socket.Blocking;
            try
            {
                stream.Socket.Blocking = false;
                stream.Socket.Send([], 0, SocketFlags.None);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
            {
                return true;
            }
            finally
            {
                stream.Socket.Blocking = blocked;
            }

            return stream.Socket.Connected;
        }
    }
}

// case: one that blocks again, another one, and one that was told so on one way only
namespace Corpus.Blocking.BlockedSockets
{
    using System.Net.Sockets;

    public sealed class Pulse
    {
        public async Task SendAsync(Socket socket, Socket other, byte[] bytes, bool tries)
        {
            await Task.Yield();
            if (tries)
            {
                socket.Blocking = false;
            }

            socket.Send(bytes); // expect: IC3001
            socket.Blocking = false;
            other.Send(bytes); // expect: IC3001
            socket.Blocking = true;
            socket.Send(bytes); // expect: IC3001
        }
    }
}
