using System.Net.Http.Json;
using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// What a turn asks for stands in the answer of the turn before: there is nothing to load ahead of the loop.
namespace Corpus.QueriesPerItem.ChainedTurns;

public sealed record Riddle(string Text, bool IsSolved);

public sealed record Folder(string Key, List<Folder> Inside);

public interface ISphinx
{
    int Patience => 7;

    Task<string> AnswerAsync(Customer? who, string question);

    Task<string> AskNextAsync(string answer);

    Task<string> AskAgainAsync(List<string> told);
}

// look-alike: two that talk to each other, for so many rounds at most
public sealed class Dialogue(ShopDb db, ISphinx sphinx)
{
    public async Task<string> TalkAsync(string first)
    {
        var question = first;
        var rounds = 0;
        string answer;
        while (true)
        {
            answer = await ReplyAsync(question);
            if (rounds >= sphinx.Patience || answer.Length == 0)
            {
                break;
            }

            question = await sphinx.AskNextAsync(answer);
            rounds++;
        }

        return answer;
    }

    private async Task<string> ReplyAsync(string question)
    {
        var who = await db.Customers.FirstOrDefaultAsync(c => c.Name == question);
        return await sphinx.AnswerAsync(who, question);
    }
}

// look-alike: down a path, where each request names the folder that the last answer has found
public sealed class FolderWalk(HttpClient http)
{
    public async Task<string> DownAsync(string root, string path)
    {
        var key = root;
        foreach (var name in path.Split('/'))
        {
            var folder = await http.GetFromJsonAsync<Folder>($"folders/{key}");
            key = folder!.Inside.First(f => f.Key.EndsWith(name, StringComparison.Ordinal)).Key;
        }

        return key;
    }
}

// case: from a customer to the one above: possible, a recursive query goes by itself
public sealed class Ancestry(ShopDb db, ICustomerReader reader)
{
    public async Task<List<string>> UpAsync(int? id)
    {
        var names = new List<string>();
        while (id != null)
        {
            var customer = await db.Customers.FirstOrDefaultAsync(c => c.Id == id); // expect: IC3101
            if (customer == null)
            {
                break;
            }

            names.Insert(0, customer.Name);
            id = customer.ParentId;
        }

        return names;
    }

    public async Task<int> DepthAsync(int start)
    {
        var depth = 0;
        var current = await reader.GetAsync(start);
        while (current?.ParentId is int above)
        {
            current = await reader.GetAsync(above); // expect: IC3101
            depth++;
        }

        return depth;
    }
}

// case: the key is of the list, and the last answer only goes with it
public sealed class Handicap(HttpClient http)
{
    public async Task<string?> SumAsync(List<string> names)
    {
        string? last = null;
        foreach (var name in names)
        {
            last = await http.GetStringAsync($"sum/{name}?after={last}"); // expect: IC3102
        }

        return last;
    }
}

// case: a cursor over what is known before
public sealed class Cursor(ShopDb db)
{
    public async Task<int> CountAsync(List<string> names)
    {
        var found = 0;
        var at = 0;
        while (at < names.Count)
        {
            var name = names[at];
            found += await db.Customers.CountAsync(c => c.Name == name); // expect: IC3101
            at++;
        }

        return found;
    }
}

// case: what is read ahead comes out of a list, not out of the answer
public sealed class ReadAhead(ShopDb db)
{
    public async Task<int> CountAsync(LinkedList<string> names)
    {
        var found = 0;
        var node = names.First;
        while (node is not null)
        {
            var name = node.Value;
            found += await db.Customers.CountAsync(c => c.Name == name); // expect: IC3101
            node = node.Next;
        }

        return found;
    }
}

// case: each turn follows one item to its parent only once
public sealed class OneUp(ICustomerReader reader)
{
    public async Task<List<string>> NamesAsync(List<Customer> customers)
    {
        var names = new List<string>();
        foreach (var customer in customers)
        {
            var id = customer.ParentId ?? customer.Id;
            var above = await reader.GetAsync(id); // expect: IC3101
            id = above?.ParentId ?? id;
            names.Add(id + " " + above?.Name);
        }

        return names;
    }
}

// case: a graph, from node to node; what a turn finds goes into a queue
public sealed class Spread(HttpClient http)
{
    public async Task<int> CountAsync(string first)
    {
        var open = new Queue<string>([first]);
        var seen = new HashSet<string>();
        while (open.Count > 0)
        {
            var folder = await http.GetFromJsonAsync<Folder>("folders/" + open.Dequeue()); // expect: IC3102
            foreach (var inside in folder!.Inside.Where(f => seen.Add(f.Key)))
            {
                open.Enqueue(inside.Key);
            }
        }

        return seen.Count;
    }
}
