using System.Net.Http.Json;
using Corpus.Library.Retries;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.HandedWork
{
    public sealed record Invitation(string Guest);

    public sealed record Seat(int Number, string Guest);

    // case: what a generic class tries again is left to the one that derives from it
    public sealed class Invitations(HttpClient http) : RepeatingSender<Invitation>
    {
        protected override async Task SendOnceAsync(Invitation message, CancellationToken token)
        {
            using var answer = await http.PostAsJsonAsync("/invitations", message, token); // expect: IC1302
            answer.EnsureSuccessStatusCode();
        }
    }

    // look-alike: one that puts
    public sealed class Seats(HttpClient http) : RepeatingSender<Seat>
    {
        protected override async Task SendOnceAsync(Seat message, CancellationToken token)
        {
            using var answer = await http.PutAsJsonAsync("/seats/" + message.Number, message, token);
            answer.EnsureSuccessStatusCode();
        }
    }

    public sealed class Reception(Invitations invitations, Seats seats)
    {
        public Task InviteAsync(string guest, CancellationToken token) => invitations.SendAsync(new(guest), token);

        public Task SeatAsync(int number, string guest, CancellationToken token) => seats.SendAsync(new(number, guest), token);
    }

    public sealed class Cellar(NpgsqlDataSource source)
    {
        // case: a helper that runs it once more
        public async Task TakeAsync(string wine, int bottles, CancellationToken token)
        {
            await using var connection = await source.OpenConnectionAsync(token);
            await Second.ChanceAsync(again => connection.ExecuteAsync(new CommandDefinition("update wines set bottles = bottles - @bottles where name = @wine", new { wine, bottles }, cancellationToken: again)), token); // expect: IC1302
        }

        // look-alike: a statement that may be run twice
        public async Task MoveAsync(string wine, int shelf, CancellationToken token)
        {
            await using var connection = await source.OpenConnectionAsync(token);
            await Second.ChanceAsync(again => connection.ExecuteAsync(new CommandDefinition("update wines set shelf = @shelf where name = @wine", new { wine, shelf }, cancellationToken: again)), token);
        }

        // look-alike: a helper that runs something else
        public async Task PourAsync(string wine, CancellationToken token)
        {
            await using var connection = await source.OpenConnectionAsync(token);
            await Second.OrElseAsync(
                again => connection.ExecuteAsync(new CommandDefinition("update wines set glasses = glasses - 1 where name = @wine", new { wine }, cancellationToken: again)),
                again => connection.ExecuteAsync(new CommandDefinition("update wines set asked = true where name = @wine", new { wine }, cancellationToken: again)),
                token);
        }
    }

    // case: the statement that counts is handed to a step that runs whatever it is given
    public sealed class Accounts(NpgsqlDataSource source)
    {
        public Task DebitAsync(int guest, decimal amount, CancellationToken token) =>
            RunAsync("update guests set balance = balance - @amount where id = @guest", new { guest, amount }, token);

        public Task RenameAsync(int guest, string name, CancellationToken token) =>
            RunAsync("update guests set name = @name where id = @guest", new { guest, name }, token);

        public async Task ChargeAsync(int guest, Guid charge, decimal amount, CancellationToken token)
        {
            await RunAsync("insert into charges(id, guest) values (@charge, @guest)", new { charge, guest }, token);
            await RunAsync("update guests set balance = balance - @amount where id = @guest", new { guest, amount }, token); // expect: IC1101
        }

        private async Task RunAsync(string sql, object values, CancellationToken token)
        {
            await using var connection = await source.OpenConnectionAsync(token);
            await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: token));
        }
    }

    public sealed class Bills(Accounts accounts)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<NpgsqlException>(e => e.IsTransient).WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public Task DebitAsync(int guest, decimal amount, CancellationToken token) => _policy.ExecuteAsync(() => accounts.DebitAsync(guest, amount, token)); // expect: IC1302

        // look-alike: one that sets a value
        public Task RenameAsync(int guest, string name, CancellationToken token) => _policy.ExecuteAsync(() => accounts.RenameAsync(guest, name, token));

        // look-alike: a row with a key of its own is added besides
        public Task ChargeAsync(int guest, Guid charge, decimal amount, CancellationToken token) => _policy.ExecuteAsync(() => accounts.ChargeAsync(guest, charge, amount, token));
    }

    // case: the container's own client has no options, and so its three retries; another one, under a key, has none
    public sealed class Menus(Azure.Security.KeyVault.Secrets.SecretClient vault)
    {
        public async Task<string> TodayAsync()
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await vault.GetSecretAsync("today"); // expect: IC1301
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                }
            }
        }
    }

    // look-alike: the one under the key
    public sealed class ColdMenus([FromKeyedServices("cold")] Azure.Security.KeyVault.Secrets.SecretClient vault)
    {
        public async Task<string> TodayAsync()
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await vault.GetSecretAsync("today");
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                }
            }
        }
    }

    public static class Vaults
    {
        public static void Add(IServiceCollection services)
        {
            services.AddSingleton(_ => new Azure.Security.KeyVault.Secrets.SecretClient(new Uri("https://menus")));
            services.AddKeyedSingleton("cold", (_, _) =>
            {
                var options = new Azure.Security.KeyVault.Secrets.SecretClientOptions();
                options.Retry.MaxRetries = 0;
                return new Azure.Security.KeyVault.Secrets.SecretClient(new Uri("https://cold"), options);
            });
        }
    }
}
