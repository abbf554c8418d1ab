using Microsoft.EntityFrameworkCore;

namespace Corpus.Transactions.Missing
{
    public sealed class Theme
    {
        public int Id { get; set; }

        public string Colour { get; set; } = "";
    }

    public sealed class Club
    {
        public int Id { get; set; }

        public string Name { get; set; } = "";

        public Theme? Theme { get; set; }
    }

    public sealed class Rule
    {
        public string Id { get; set; } = "";

        public string? Text { get; set; }
    }

    public sealed class Member
    {
        public int Id { get; set; }

        public int ClubId { get; set; }
    }

    public static class RuleNames
    {
        public const string House = "house";
    }

    public class ClubDb : DbContext
    {
        public DbSet<Club> Clubs => Set<Club>();

        public DbSet<Rule> Rules => Set<Rule>();

        public DbSet<Member> Members => Set<Member>();
    }

    public sealed class HouseRules(ClubDb db)
    {
        /// <summary>There is one of them: who asks first makes it.</summary>
        public async Task<string> TextAsync()
        {
            var rule = await db.Rules.FindAsync("house");
            if (rule is null)
            {
                rule = new() { Id = "house", Text = "be kind" };
                db.Rules.Add(rule);
                await db.SaveChangesAsync();
            }

            return rule.Text + "!";
        }

        /// <summary>As many as there are clubs.</summary>
        public async Task<string> OfClubAsync(string club)
        {
            var rule = await db.Rules.FindAsync(club);
            if (rule is null)
            {
                rule = new() { Id = club, Text = "be kind" };
                db.Rules.Add(rule);
                await db.SaveChangesAsync();
            }

            return rule.Text + "!";
        }
    }

    // look-alike: the row that everybody reads was made when the first one came
    public sealed class Entrance(ClubDb db, HouseRules rules)
    {
        public async Task<string> EnterAsync(int member, int club)
        {
            var text = await rules.TextAsync();
            db.Members.Add(new() { Id = member, ClubId = club });
            await db.SaveChangesAsync();
            return text;
        }

        public async Task EnterAllAsync(int[] members)
        {
            foreach (var member in members)
            {
                Console.WriteLine(member + await rules.TextAsync());
            }
        }
    }

    // look-alike: found by a constant, it is made once, whatever follows in the body
    public sealed class Door(ClubDb db)
    {
        public async Task OpenAsync(int member)
        {
            var rule = await db.Rules.Where(r => r.Id == RuleNames.House).FirstOrDefaultAsync();
            if (rule is null)
            {
                rule = new() { Id = RuleNames.House };
                db.Rules.Add(rule);
                await db.SaveChangesAsync();
            }

            if (string.IsNullOrEmpty(rule.Text))
            {
                rule.Text = "be kind";
                await db.SaveChangesAsync();
            }

            db.Members.Add(new() { Id = member });
            await db.SaveChangesAsync();
        }
    }

    // case: one for each club is made as often as there are clubs
    public sealed class SideDoor(ClubDb db, HouseRules rules)
    {
        public async Task<string> EnterAsync(int member, string club)
        {
            var text = await rules.OfClubAsync(club);
            db.Members.Add(new() { Id = member });
            await db.SaveChangesAsync(); // expect: IC1101
            return text;
        }
    }

    // case: what is set up once is set up in two parts, and who comes back after the first is told that all is done
    public sealed class Founding(ClubDb db)
    {
        public async Task<bool> FoundAsync(string name)
        {
            var rule = await db.Rules.FindAsync("house");
            if (rule is not null)
            {
                return false;
            }

            db.Rules.Add(new() { Id = "house" });
            await db.SaveChangesAsync();
            db.Clubs.Add(new() { Name = name });
            await db.SaveChangesAsync(); // expect: IC1101
            return true;
        }
    }
}
