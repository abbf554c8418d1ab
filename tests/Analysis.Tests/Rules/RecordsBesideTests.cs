using static IntentContracts.Analysis.Tests.Rules.ShelfCase;

namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1101: rows that only say what was done make a pair that may well be meant.</summary>
public sealed class RecordsBesideTests
{
    [Fact]
    public void Two_records_of_what_is_done_elsewhere_may_well_be_apart() => Verify("""
        public sealed class MailLog { public int Id { get; set; } public string To { get; set; } = ""; public string Output { get; set; } = ""; }
        public sealed class StockEvent { public int Id { get; set; } public string Text { get; set; } = ""; }
        public sealed class LogDb : DbContext { public DbSet<MailLog> Mails => Set<MailLog>(); public DbSet<StockEvent> Events => Set<StockEvent>(); public DbSet<Shelf> Shelves => Set<Shelf>(); }
        public sealed class Mail { public string To { get; set; } = ""; }
        public sealed class Events(LogDb db)
        {
            public async Task AddAsync(string text) { db.Events.Add(new StockEvent { Text = text }); await db.SaveChangesAsync(); }
        }
        public sealed class Logs(LogDb db)
        {
            public async Task<int> BeginAsync(string to) { var log = new MailLog { To = to }; db.Mails.Add(log); await db.SaveChangesAsync(); return log.Id; }
            public async Task EndAsync(int id, string output) { var log = await db.Mails.SingleAsync(m => m.Id == id); log.Output = output; db.Mails.Update(log); await db.SaveChangesAsync(); }
        }
        public sealed class Mails(HttpClient http, LogDb db)
        {
            public async Task SendAsync(Mail mail) { mail.To = mail.To.Trim(); await http.PostAsync("/mails", null); await NoteAsync(mail); }
            private async Task NoteAsync(Mail mail) { db.Mails.Add(new MailLog { To = mail.To }); await db.SaveChangesAsync(); }
        }
        public sealed class MailController(Mails mails, Events events, Logs logs, HttpClient http, LogDb db) : ControllerBase
        {
            [HttpPost("/sent")] public async Task Send(string to)
            {
                await mails.SendAsync(new Mail { To = to });
                await events.AddAsync("sent"); // warning IC1101
            }

            [HttpPost("/log")] public async Task Log(string to)
            {
                var id = await logs.BeginAsync(to);
                var answer = await http.GetStringAsync("/stock");
                await logs.EndAsync(id, answer); // warning IC1101
            }

            [HttpPost("/events")] public async Task Both()
            {
                await events.AddAsync("opened");
                await events.AddAsync("closed"); // error IC1101
            }

            [HttpPost("/shelf")] public async Task Move(int id, string name)
            {
                var shelf = await db.Shelves.SingleAsync(s => s.Id == id);
                shelf.Name = name;
                await mails.SendAsync(new Mail { To = name });
                await events.AddAsync("moved"); // error IC1101
            }
        }
        """);

    [Fact]
    public void A_row_of_a_log_behind_the_business_is_a_possible_half_also_by_a_statement_or_a_repository_of_its_own() => Verify("""
        public sealed class MailHistory { public int Id { get; set; } public string To { get; set; } = ""; }
        public sealed class Letter { public int Id { get; set; } public string To { get; set; } = ""; }
        public interface IRepository<T> where T : class { Task CreateAsync(T row); }
        public sealed class Repository<T>(Db db) : IRepository<T> where T : class
        {
            public async Task CreateAsync(T row) { await db.AddAsync(row); await db.SaveChangesAsync(); }
        }
        public sealed class ShelfLog(Npgsql.NpgsqlDataSource source)
        {
            public async Task NoteAsync(string name)
            {
                await using var command = source.CreateCommand("INSERT INTO stock.shelf_log (name) VALUES ($1)");
                command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = name });
                await command.ExecuteNonQueryAsync();
            }
            public async Task LogAsync(string name)
            {
                await using var command = source.CreateCommand("INSERT INTO stock.shelf_login (name) VALUES ($1)");
                await command.ExecuteNonQueryAsync();
            }
        }
        public sealed class Mails(IRepository<MailHistory> history, IRepository<Letter> letters)
        {
            public Task SendAsync(string to) => history.CreateAsync(new MailHistory { To = to });
            public Task WriteAsync(string to) => letters.CreateAsync(new Letter { To = to });
        }
        public sealed class ShelfController(Db db, ShelfLog log, Mails mails) : ControllerBase
        {
            [HttpPost("/name")] public async Task Name(int id, string name)
            {
                (await db.Shelves.FirstAsync(s => s.Id == id)).Name = name;
                await db.SaveChangesAsync();
                await log.NoteAsync(name); // warning IC1101
            }

            [HttpPost("/login")] public async Task Login(int id, string name)
            {
                (await db.Shelves.FirstAsync(s => s.Id == id)).Name = name;
                await db.SaveChangesAsync();
                await log.LogAsync(name); // error IC1101
            }

            [HttpPost("/mails")] public async Task Send(string[] names)
            {
                foreach (var name in names) await mails.SendAsync(name); // warning IC1101
            }

            [HttpPost("/letters")] public async Task Write(string[] names)
            {
                foreach (var name in names) await mails.WriteAsync(name); // error IC1101
            }
        }
        """);
}
