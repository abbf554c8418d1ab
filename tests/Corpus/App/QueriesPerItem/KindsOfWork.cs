using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// Loops over what there is to do, where each kind of it asks its own question, whatever the turn brings.
namespace Corpus.QueriesPerItem.KindsOfWork;

public enum Duty
{
    Pilotage,
    Customs,
    Bunkering,
    Waste,
    Weather,
}

public sealed record PortCall(string Ship, int CustomerId, List<Errand> Errands);

public sealed record Errand(Duty Duty, int Number, string Name, bool IsUrgent);

// look-alike: a plan names each kind of errand once, and each kind calls another service, with nothing of the errand in it
public sealed class Agent(HttpClient http)
{
    public async Task<int> ArrangeAsync(PortCall call)
    {
        var sum = 0;
        foreach (var errand in call.Errands.OrderBy(e => e.Number))
        {
            switch (errand.Duty)
            {
                case Duty.Pilotage:
                    sum += (await http.GetStringAsync($"/pilots/{call.Ship}")).Length;
                    break;
                case Duty.Customs:
                    await DeclareAsync(call.Ship);
                    break;
                case Duty.Weather:
                    await http.PostAsync("/forecasts", null); // expect: IC2103
                    break;
                default:
                    throw new InvalidOperationException(errand.Name);
            }
        }

        return sum;
    }

    private async Task DeclareAsync(string ship)
    {
        using var answer = await http.PostAsync("/declarations", new StringContent(ship));
        answer.EnsureSuccessStatusCode();
    }
}

public static class Patience
{
    public static async Task AgainAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (HttpRequestException)
        {
            await work();
        }
    }
}

// look-alike: what a kind asks stands in a lambda, with nothing of the errand in it
public sealed class PatientAgent(HttpClient http)
{
    public async Task ArrangeAsync(PortCall call)
    {
        foreach (var errand in call.Errands)
        {
            switch (errand.Duty)
            {
                case Duty.Pilotage:
                    await Patience.AgainAsync(() => http.GetStringAsync("/pilots/" + call.Ship));
                    break;
                case Duty.Weather:
                    await Patience.AgainAsync(() => http.GetStringAsync("/forecasts"));
                    break;
                default:
                    break;
            }
        }
    }
}

// case: what it asks is about the errand
public sealed class BusyAgent(HttpClient http)
{
    public async Task ArrangeAsync(PortCall call)
    {
        foreach (var errand in call.Errands)
        {
            switch (errand.Duty)
            {
                case Duty.Pilotage:
                    await Patience.AgainAsync(() => http.GetStringAsync("/pilots/" + errand.Number)); // expect: IC3102
                    break;
                default:
                    break;
            }
        }
    }
}

// look-alike: by name, by several marks at once, by a kind that is counted from another number than zero
public sealed class PortOffice(ShopDb db)
{
    public async Task<int> ByNameAsync(List<Errand> errands)
    {
        var sum = 0;
        foreach (var errand in errands)
        {
            if (errand.Name == "arrears")
            {
                sum += await db.Orders.CountAsync(o => o.CustomerId == 0);
            }
            else if (errand.Name is "ledger" or "books")
            {
                sum += await db.Customers.CountAsync();
            }
        }

        return sum;
    }

    public async Task<int> ByMarksAsync(IEnumerable<Errand> errands)
    {
        var sum = 0;
        foreach (var errand in errands)
        {
            if (errand is { Duty: Duty.Bunkering, Number: 40 } && !await db.Customers.AnyAsync(c => c.Name == "Tanker"))
            {
                sum++;
            }
        }

        return sum;
    }

    public async Task<int> ByLateKindsAsync(List<Errand> errands, int customer)
    {
        var sum = 0;
        foreach (var errand in errands)
        {
            switch (errand.Duty)
            {
                case Duty.Bunkering:
                    sum += await db.Orders.CountAsync(o => o.CustomerId == customer);
                    break;
                case Duty.Waste:
                    await foreach (var line in db.Lines.Where(l => l.OrderId == 0).AsAsyncEnumerable())
                    {
                        sum += line.Id;
                    }

                    break;
                case Duty.Weather:
                    sum += await StillOpenAsync();
                    break;
            }
        }

        return sum;
    }

    public async Task<int> ByPairAsync(List<(string Key, int Weight)> wishes)
    {
        var sum = 0;
        foreach (var (key, weight) in wishes)
        {
            sum += key == "all" ? await db.Customers.CountAsync() : weight;
        }

        return sum;
    }

    private Task<int> StillOpenAsync() => db.Orders.CountAsync(o => o.CustomerId == 1);
}

// look-alike: all at once, and by the type of the errand
public abstract record Chore(int Number);

public sealed record Sweeping(int Number) : Chore(Number);

public sealed record Painting(int Number) : Chore(Number);

public sealed class Boatswain(HttpClient http, ShopDb db)
{
    public async Task<int> AtOnceAsync(PortCall call) => (await Task.WhenAll(call.Errands.Select(async errand => errand.Duty switch
    {
        Duty.Customs => (await http.GetStringAsync("/declarations/" + call.Ship)).Length,
        Duty.Waste => (await http.GetStringAsync("/waste/" + call.Ship)).Length,
        _ => 0,
    }))).Sum();

    public async Task<int> ByTypeAsync(List<Chore> chores)
    {
        var sum = 0;
        foreach (var chore in chores)
        {
            switch (chore)
            {
                case Sweeping:
                    sum += await db.Orders.CountAsync(o => o.Total > 0);
                    break;
                case Painting:
                    sum += await db.Customers.CountAsync();
                    break;
            }
        }

        return sum;
    }
}

// case: the kind is tested, and the question takes something of the errand
public sealed class Broker(ShopDb db, HttpClient http)
{
    public async Task<int> ChargeAsync(List<Errand> errands)
    {
        var sum = 0;
        foreach (var errand in errands)
        {
            switch (errand.Duty)
            {
                case Duty.Pilotage:
                    sum += await db.Orders.CountAsync(o => o.CustomerId == errand.Number); // expect: IC3101
                    break;
                case Duty.Customs:
                    sum += (await http.GetStringAsync($"/duties/{errand.Number}")).Length; // expect: IC3102
                    break;
            }
        }

        return sum;
    }

    public async Task<int> ByRequestAsync(List<Errand> errands)
    {
        var sum = 0;
        foreach (var errand in errands)
        {
            if (errand.Name == "pilot")
            {
                var form = new Dictionary<string, string> { ["number"] = "0" };
                form.Add("name", errand.Number.ToString());
                using var answer = await http.PostAsync("/pilots", new FormUrlEncodedContent(form)); // expect: IC3102
                sum += (int)answer.StatusCode;
            }
        }

        return sum;
    }
}

// case: what is asked of each errand that is of no special kind
public sealed class Ledger(ShopDb db)
{
    public async Task<int> SumAsync(List<Errand> errands)
    {
        var sum = 0;
        foreach (var errand in errands)
        {
            switch (errand.Duty)
            {
                case Duty.Waste:
                    sum--;
                    break;
                default:
                    sum += await db.Orders.CountAsync(o => o.CustomerId == 7); // expect: IC3101
                    break;
            }
        }

        return sum;
    }

    public async Task<int> UrgentAsync(List<Errand> errands)
    {
        var sum = 0;
        foreach (var errand in errands)
        {
            if (errand.IsUrgent)
            {
                sum += await db.Orders.CountAsync(o => o.CustomerId == 7); // expect: IC3101
            }
        }

        return sum;
    }
}

// case: the turn hands on what it has by a field, or by what it counts
public sealed class Harbourmaster(ShopDb db)
{
    private int _number;

    public async Task<int> WalkAsync(List<Errand> errands)
    {
        var sum = 0;
        foreach (var errand in errands)
        {
            if (errand.Duty == Duty.Waste)
            {
                _number = errand.Number;
                sum += await CountAsync(); // expect: IC3101
            }
        }

        return sum;
    }

    public async Task<int> NumberAsync(List<Errand> errands)
    {
        var (sum, turn) = (0, 0);
        foreach (var errand in errands)
        {
            turn++;
            if (errand.Duty == Duty.Waste)
            {
                sum += await ByNumberAsync(turn); // expect: IC3101
            }
        }

        return sum;
    }

    private Task<int> CountAsync() => ByNumberAsync(_number);

    private Task<int> ByNumberAsync(int number) => db.Orders.CountAsync(o => o.CustomerId == number);
}

// case: all of it once for each ship
public sealed class Fleet(HttpClient http)
{
    public async Task<int> ArrangeAsync(List<PortCall> calls)
    {
        var sum = 0;
        foreach (var call in calls)
        {
            foreach (var errand in call.Errands)
            {
                if (errand.Duty == Duty.Customs)
                {
                    sum += (await http.GetStringAsync("/declarations/" + call.Ship)).Length; // expect: IC3102
                }
            }
        }

        return sum;
    }
}

// look-alike: names in an array, each of which asks for something of its own, with nothing of the name in it
public sealed class Overview(ShopDb db)
{
    public async Task<List<string>> ListAsync(string[] kinds, string part)
    {
        var all = new List<string>();
        foreach (var kind in kinds)
        {
            var found = kind switch
            {
                "customers" => await CustomersAsync(part),
                "lines" => await LinesAsync(part),
                _ => [],
            };

            all.AddRange(found);
        }

        return all;
    }

    private Task<List<string>> CustomersAsync(string part) => db.Customers.Where(c => c.Name == part).Select(c => c.Name).ToListAsync();

    private Task<List<string>> LinesAsync(string part) => db.Lines.Where(l => l.Sku == part).Select(l => l.Sku).ToListAsync();
}

// case: the name is asked for, too
public sealed class NamedOverview(ShopDb db)
{
    public async Task<List<string>> ListAsync(string[] kinds, string part)
    {
        var all = new List<string>();
        foreach (var kind in kinds)
        {
            if (kind == "customers")
            {
                all.AddRange(await CustomersAsync(part, kind)); // expect: IC3101
            }
            else
            {
                all.AddRange(await LinesAsync(kind)); // expect: IC3101
            }
        }

        return all;
    }

    private Task<List<string>> CustomersAsync(string part, string kind) => db.Customers.Where(c => c.Name == part + kind).Select(c => c.Name).ToListAsync();

    private Task<List<string>> LinesAsync(string part) => db.Lines.Where(l => l.Sku == part).Select(l => l.Sku).ToListAsync();
}
