using System.Collections.Specialized;
using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// Pages that a loop counts, and whose number is not what reaches the question.
namespace Corpus.QueriesPerItem.PagesByNumber;

public sealed class Cut
{
    public int Number { get; set; } = 1;

    public int Size { get; set; } = 200;
}

public sealed record Slice(int Total, List<OrderLine> Lines);

// look-alike: what a turn has read it takes away, so the first page is the next one
public sealed class Clearance(ShopDb db)
{
    public async Task<int> ClearAsync(int size)
    {
        var cut = new Cut { Number = 1, Size = size };
        var slice = await SliceAsync(cut);
        var cuts = (slice.Total / size) + 1;
        var cleared = 0;
        var at = 1;
        while (at <= cuts)
        {
            if (at > 1)
            {
                slice = await SliceAsync(cut);
            }

            foreach (var line in slice.Lines)
            {
                db.Remove(line);
                cleared++;
            }

            at++;
        }

        return cleared;
    }

    private async Task<Slice> SliceAsync(Cut cut) =>
        new(await db.Lines.CountAsync(), await db.Lines.OrderBy(l => l.Id).Skip((cut.Number - 1) * cut.Size).Take(cut.Size).ToListAsync());
}

// look-alike: so many at a time, until there are fewer
public sealed class Bulletin(HttpClient http)
{
    private const int Full = 40;

    public async Task<List<string>> ReadAsync(string topic, bool isAll)
    {
        var all = new List<string>();
        var most = isAll ? 90 : 2;
        for (var sheet = 0; sheet < most; sheet++)
        {
            var text = await http.GetStringAsync(string.Format(null, "/bulletin/{0}/{1}", topic, sheet * Full));
            try
            {
                var rows = Parsed(text);
                all.AddRange(rows.Select(r => r.Trim()));
                if (rows.Count < Full)
                {
                    break;
                }
            }
            catch (FormatException wrong)
            {
                Console.Error.WriteLine(wrong);
            }
        }

        return all;
    }

    private static List<string> Parsed(string text) => [.. text.Split('\n')];
}

// look-alike: the number goes into the parameters of the request
public sealed class Gazette(HttpClient http)
{
    public async Task<List<string>> ReadAsync(int first, int issues, int most)
    {
        var read = new List<string>();
        var asked = new NameValueCollection { ["sort"] = "new" };
        for (var page = first; page <= issues && read.Count < most; page++)
        {
            asked["page"] = page.ToString();
            read.Add(await http.GetStringAsync("/gazette?" + Query(asked)));
        }

        return read;
    }

    private static string Query(NameValueCollection asked) => string.Join("&", asked.AllKeys.Select(k => k + "=" + asked[k]));
}

// case: what ends the loop is the member, and not what came back
public sealed class Members(HttpClient http)
{
    public async Task<List<string>> ReadAsync(string[] members)
    {
        var read = new List<string>();
        for (var m = 0; m < members.Length; m++)
        {
            var name = members[m].Split('.');
            if (name.Length < 2)
            {
                break;
            }

            read.Add(await http.GetStringAsync("/members/" + name[1])); // expect: IC3102
        }

        return read;
    }
}

// case: the loop goes through lines, and asks for the customer of each
public sealed class Statement(ShopDb db)
{
    public async Task<List<string>> WriteAsync(List<OrderLine> lines, int most)
    {
        var written = new List<string>();
        for (var at = 0; at < lines.Count && written.Count < most; at++)
        {
            var line = lines[at];
            var order = await db.Orders.FirstAsync(o => o.Id == line.OrderId); // expect: IC3101
            written.Add(order.Total + line.Sku);
        }

        return written;
    }
}
