using System.Net.Http.Json;
using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

namespace Corpus.QueriesPerItem.FollowedLinks;

public sealed record Chapter(List<string> Lines, string? Following);

public sealed record Berth(int Id, string Ship, int? Neighbour);

// look-alike: the next address stands in the last answer, if there is one
public sealed class Book(HttpClient http)
{
    public async Task<List<string>> ReadAsync()
    {
        var lines = new List<string>();
        string? address = "/chapters/first";
        do
        {
            var chapter = await http.GetFromJsonAsync<Chapter>(address);
            lines.AddRange(chapter?.Lines ?? []);
            address = chapter?.Following;
        }
        while (address is not null);
        return lines;
    }
}

// look-alike: tested before it is asked
public sealed class Volume(HttpClient http)
{
    public async Task<int> CountAsync(string? address)
    {
        var lines = 0;
        while (address != null)
        {
            var chapter = await http.GetFromJsonAsync<Chapter>("/books" + address);
            lines += chapter?.Lines.Count ?? 0;
            address = chapter?.Following;
        }

        return lines;
    }
}

// look-alike: what comes behind the last one of those before
public sealed class Harbour(DbContext db)
{
    public async Task<int> CountAsync()
    {
        var count = 0;
        int? last = 0;
        do
        {
            var berths = await db.Set<Berth>().Where(b => b.Id > last).OrderBy(b => b.Id).Take(100).ToListAsync();
            count += berths.Count;
            last = berths.LastOrDefault()?.Id;
        }
        while (last is not null);
        return count;
    }
}

// case: from row to row, each of which is asked for
public sealed class Quay(DbContext db)
{
    public async Task<List<string>> ShipsAsync(int first)
    {
        var ships = new List<string>();
        int? next = first;
        while (next is not null)
        {
            var berth = await db.Set<Berth>().FindAsync(next); // expect: IC3101
            ships.Add(berth?.Ship ?? "");
            next = berth?.Neighbour;
        }

        return ships;
    }
}

// case: what comes out of the answer is not what is asked next
public sealed class Shelf(HttpClient http)
{
    public async Task<string?> ReadAsync(Queue<string> addresses)
    {
        string? last = null;
        while (addresses.Count > 0)
        {
            var chapter = await http.GetFromJsonAsync<Chapter>("/shelf/" + addresses.Dequeue()); // expect: IC3102
            last = chapter?.Following;
        }

        return last;
    }
}
