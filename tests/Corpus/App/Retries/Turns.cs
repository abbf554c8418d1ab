using System.Net.Mail;
using Microsoft.Extensions.Logging;

namespace Corpus.Retries.Turns
{
    // case: recursion from the handler, counted upwards, and downwards, around a loop
    public sealed class Ropes(HttpClient http)
    {
        public Task<string> LengthAsync() => MeasureAsync(0);

        public Task<string> WeightAsync() => WeighAsync(2);

        private async Task<string> MeasureAsync(int attempt)
        {
            try
            {
                return await OftenAsync("/length"); // expect: IC1301
            }
            catch (HttpRequestException) when (attempt < 2)
            {
                return await MeasureAsync(attempt + 1);
            }
        }

        private async Task<string> WeighAsync(int left)
        {
            try
            {
                return await OftenAsync("/weight"); // expect: IC1301
            }
            catch (HttpRequestException)
            {
                if (left == 0)
                {
                    throw;
                }

                return await WeighAsync(left - 1);
            }
        }

        private async Task<string> OftenAsync(string what)
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync(what);
                }
                catch (HttpRequestException) when (i < 1)
                {
                    await Task.Delay(10);
                }
            }
        }
    }

    // case: the recursion posts
    public sealed class Bells(HttpClient http)
    {
        public async Task RingAsync(string tower, int attempt = 1)
        {
            try
            {
                using var rung = await http.PostAsync("/ring", new StringContent(tower)); // expect: IC1302
                rung.EnsureSuccessStatusCode();
            }
            catch (HttpRequestException) when (attempt <= 3)
            {
                await Task.Delay(attempt * 100);
                await RingAsync(tower, attempt + 1);
            }
        }
    }

    // look-alike: two tries by recursion around a loop of two: four, which is in the budget
    public sealed class Knots(HttpClient http)
    {
        public Task<string> StrengthAsync() => TestAsync(0);

        private async Task<string> TestAsync(int attempt)
        {
            try
            {
                return await TwiceAsync();
            }
            catch (HttpRequestException) when (attempt < 1)
            {
                return await TestAsync(attempt + 1);
            }
        }

        private async Task<string> TwiceAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/strength");
                }
                catch (HttpRequestException) when (i < 1)
                {
                    await Task.Delay(10);
                }
            }
        }
    }

    // look-alike: recursion that goes down a tree, and posts each leaf once
    public sealed record Branch(string Name, IReadOnlyList<Branch> Twigs);

    public sealed class Arboretum(HttpClient http)
    {
        public async Task ReportAsync(Branch branch, int depth)
        {
            try
            {
                using var told = await http.PostAsync("/branches", new StringContent(branch.Name + depth));
                told.EnsureSuccessStatusCode();
            }
            catch (HttpRequestException e)
            {
                throw new InvalidOperationException("no report of " + branch.Name, e);
            }

            if (depth < 3 && branch.Twigs.Count > 0)
            {
                await ReportAsync(branch.Twigs[0], depth + 1);
            }
        }
    }

    // case: attempts that Enumerable.Range hands out
    public sealed class Postcards(HttpClient http)
    {
        public async Task<bool> SendAsync(string text)
        {
            foreach (var _ in Enumerable.Range(0, 3))
            {
                try
                {
                    using var sent = await http.PostAsync("/postcards", new StringContent(text)); // expect: IC1302
                    sent.EnsureSuccessStatusCode();
                    return true;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(250);
                }
            }

            return false;
        }
    }

    public sealed class NameTakenConflictException(string name) : Exception(name);

    // look-alike: another name for each turn, until one is free
    public sealed class Kennel(HttpClient http)
    {
        public async Task<string> RegisterAsync(string dog)
        {
            var name = dog;
            for (var number = 2; ; number++)
            {
                try
                {
                    using var answer = await http.PostAsync("/dogs", new StringContent(name));
                    return answer.StatusCode == System.Net.HttpStatusCode.Conflict ? throw new NameTakenConflictException(name) : name;
                }
                catch (NameTakenConflictException) when (number < 9)
                {
                    name = dog + number;
                }
            }
        }
    }

    // look-alike: Enumerable.Range hands out the numbers of rooms, and each is told once
    public sealed class Hotel(HttpClient http)
    {
        public async Task<List<int>> WakeAsync()
        {
            var asleep = new List<int>();
            foreach (var room in Enumerable.Range(101, 8))
            {
                try
                {
                    using var called = await http.PostAsync("/wake", new StringContent("room " + room));
                    called.EnsureSuccessStatusCode();
                }
                catch (HttpRequestException)
                {
                    asleep.Add(room);
                }
            }

            return asleep;
        }
    }

    // case: the try looks at the answer, returns when it is a good one, and falls through to the next turn
    public sealed class Taxi(HttpClient http)
    {
        public async Task<string?> OrderAsync(string street)
        {
            string? reason = null;
            for (var call = 1; call <= 4; call++)
            {
                try
                {
                    var answer = await http.PostAsync("/rides", new StringContent(street)); // expect: IC1302
                    if (answer.IsSuccessStatusCode)
                    {
                        return await answer.Content.ReadAsStringAsync();
                    }

                    reason = answer.ReasonPhrase;
                }
                catch (HttpRequestException e)
                {
                    reason = e.Message;
                }
            }

            throw new InvalidOperationException("no taxi: " + reason);
        }
    }

    // look-alike: pages, each with the counter as its number
    public sealed class Ledger(HttpClient http)
    {
        public async Task<List<string>> PagesAsync()
        {
            var pages = new List<string>();
            for (var number = 1; number <= 6; number++)
            {
                try
                {
                    var answer = await http.PostAsync("/ledger/search", new StringContent("page=" + number));
                    if (!answer.IsSuccessStatusCode)
                    {
                        return pages;
                    }

                    pages.Add(await answer.Content.ReadAsStringAsync());
                }
                catch (HttpRequestException e)
                {
                    pages.Add("page missing: " + e.Message);
                }
            }

            return pages;
        }
    }

    // look-alike: pages again, whose address is made of the number before the try
    public sealed class Register(HttpClient http, ILogger<Register> log)
    {
        public async Task<int> CountAsync()
        {
            var names = 0;
            for (var sheet = 0; sheet < 5; sheet++)
            {
                var address = "/register/search?sheet=" + sheet;
                try
                {
                    var answer = await http.PostAsync(address, null);
                    if (!answer.IsSuccessStatusCode)
                    {
                        return names;
                    }

                    names += (await answer.Content.ReadAsStringAsync()).Split('\n').Length;
                }
                catch (HttpRequestException e)
                {
                    log.LogWarning(e, "a sheet is missing");
                }
            }

            return names;
        }
    }

    // look-alike: pages whose counter jumps to the end when one is empty
    public sealed class Gazette(HttpClient http, ILogger<Gazette> log)
    {
        public async Task<List<string>> ReadAsync()
        {
            var notices = new List<string>();
            for (var issue = 1; issue <= 4; issue++)
            {
                var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/gazette/" + issue));
                var text = await answer.Content.ReadAsStringAsync();
                try
                {
                    if (text.Length > 0)
                    {
                        notices.AddRange(text.Split('\n'));
                    }
                    else
                    {
                        issue = 4;
                    }
                }
                catch (FormatException e)
                {
                    log.LogWarning(e, "an issue cannot be read");
                }
            }

            return notices;
        }
    }

    // case: a counter that jumps to the end when it has gone well, and only says which attempt it is
    public sealed class Proclaimer(HttpClient http, ILogger<Proclaimer> log)
    {
        public async Task ProclaimAsync(string text)
        {
            for (var attempt = 1; attempt <= 4; attempt++)
            {
                try
                {
                    await http.PostAsync("/proclamations", new StringContent(text)); // expect: IC1302
                    attempt = 4;
                }
                catch (HttpRequestException e)
                {
                    log.LogWarning(e, "attempt {Attempt} failed", attempt);
                    await Task.Delay(TimeSpan.FromSeconds(1));
                }
            }
        }
    }

    // case: the queue is peeked, and emptied when it has gone well: what failed is still the first
    public sealed class Invitations(SmtpClient smtp, ILogger<Invitations> log)
    {
        private readonly Queue<MailMessage> _waiting = new();

        public async Task SendAsync(CancellationToken cancellation)
        {
            while (_waiting.TryPeek(out var first))
            {
                try
                {
                    await smtp.SendMailAsync(first, cancellation); // expect: IC1302
                    _waiting.Dequeue();
                }
                catch (SmtpException e)
                {
                    log.LogWarning(e, "not sent, once more");
                    await Task.Delay(1000, cancellation);
                }
            }
        }
    }

    // look-alike: it is taken out before it is sent, and what has failed is noted
    public sealed class Thanks(SmtpClient smtp, Action<MailMessage, Exception> failed)
    {
        private readonly Queue<MailMessage> _waiting = new();

        public async Task SendAsync(CancellationToken cancellation)
        {
            while (_waiting.TryDequeue(out var next))
            {
                try
                {
                    await smtp.SendMailAsync(next, cancellation);
                }
                catch (SmtpException e)
                {
                    failed(next, e);
                }
            }
        }
    }

    // look-alike: it is peeked, and taken out whatever happens
    public sealed class Apologies(SmtpClient smtp, Action<Exception> failed)
    {
        private readonly Queue<MailMessage> _waiting = new();

        public async Task SendAsync(CancellationToken cancellation)
        {
            while (_waiting.TryPeek(out var first))
            {
                _waiting.Dequeue();
                try
                {
                    await smtp.SendMailAsync(first, cancellation);
                }
                catch (SmtpException e)
                {
                    failed(e);
                }
            }
        }
    }
}
