using Microsoft.EntityFrameworkCore;

// Dictionaries that are written down where they are gone through.
namespace Corpus.QueriesPerItem.WrittenMaps;

public enum Course
{
    Soup,
    Roast,
    Cake,
}

public sealed class Dish
{
    public int Id { get; set; }

    public string Name { get; set; } = "";
}

public sealed class Kitchen
{
    public int Id { get; set; }

    public int SoupId { get; set; }

    public int RoastId { get; set; }

    public int CakeId { get; set; }
}

public sealed class KitchenDb(DbContextOptions<KitchenDb> options) : DbContext(options)
{
    public DbSet<Dish> Dishes => Set<Dish>();

    public DbSet<Kitchen> Kitchens => Set<Kitchen>();
}

public sealed class Menu(KitchenDb db)
{
    // look-alike: three courses, whatever the kitchen
    public async Task<List<string>> OfKitchenAsync(int id)
    {
        var kitchen = await db.Kitchens.SingleAsync(k => k.Id == id);
        var courses = new Dictionary<Course, int>
        {
            { Course.Soup, kitchen.SoupId },
            { Course.Roast, kitchen.RoastId },
            { Course.Cake, kitchen.CakeId },
        };
        var menu = new List<string>();
        foreach (var (course, dish) in courses)
        {
            menu.Add(course + ": " + await NameAsync(dish));
        }

        return menu;
    }

    // look-alike: the same by its keys
    public async Task<List<string>> ByNameAsync(int soup, int cake)
    {
        var dishes = new Dictionary<string, int>(StringComparer.Ordinal) { ["soup"] = soup, ["cake"] = cake };
        var menu = new List<string>();
        foreach (var dish in dishes.Values)
        {
            menu.Add(await NameAsync(dish));
        }

        return menu;
    }

    // case: one for each kitchen comes to what is written down
    public async Task<List<string>> OfAllAsync(IReadOnlyList<Kitchen> kitchens)
    {
        var dishes = new Dictionary<string, int> { ["none"] = 0 };
        foreach (var kitchen in kitchens)
        {
            dishes["soup " + kitchen.Id] = kitchen.SoupId;
        }

        var menu = new List<string>();
        foreach (var (name, dish) in dishes)
        {
            menu.Add(name + ": " + await NameAsync(dish)); // expect: IC3101
        }

        return menu;
    }

    // case: a copy of what somebody else has collected
    public async Task<List<string>> OfOrdersAsync(IReadOnlyDictionary<string, int> orders)
    {
        var dishes = new Dictionary<string, int>(orders);
        var menu = new List<string>();
        foreach (var (name, dish) in dishes)
        {
            menu.Add(name + ": " + await NameAsync(dish)); // expect: IC3101
        }

        return menu;
    }

    private async Task<string> NameAsync(int id) => (await db.Dishes.SingleAsync(d => d.Id == id)).Name;
}
