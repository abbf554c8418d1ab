using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Corpus.QueriesPerItem.Lazy;

public class Blog
{
    public int Id { get; set; }

    public virtual Author? Author { get; set; }

    public virtual ICollection<Post> Posts { get; set; } = [];

    public virtual string Title { get; set; } = "";
}

public class Author
{
    public int Id { get; set; }

    public string Name { get; set; } = "";
}

public class Post
{
    public int Id { get; set; }

    public virtual Blog? Blog { get; set; }
}

public sealed class BlogDb : DbContext
{
    public DbSet<Blog> Blogs => Set<Blog>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseLazyLoadingProxies();
}

// case: a navigation that a proxy loads when it is read
public sealed class LazyReference(BlogDb db)
{
    public List<string> Names()
    {
        var names = new List<string>();
        foreach (var blog in db.Blogs.ToList())
        {
            names.Add(blog.Author!.Name); // expect: IC3101
        }

        return names;
    }
}

// case: a collection of each, in a lambda
public sealed class LazyCollection
{
    public static int Count(List<Blog> blogs) => blogs.Sum(b => b.Posts.Count); // expect: IC3101
}

// case: a navigation two calls down
public sealed class LazyBelow(BlogDb db)
{
    public async Task<int> LengthAsync()
    {
        var length = 0;
        foreach (var blog in await db.Blogs.ToListAsync())
        {
            length += Describe(blog).Length; // expect: IC3101
        }

        return length;
    }

    private static string Describe(Blog blog) => blog.Title + " by " + blog.Author?.Name;
}

// case: an entity that loads by itself
public class Album
{
    private readonly ILazyLoader? _loader;
    private List<string>? _tracks;

    public Album()
    {
    }

    private Album(ILazyLoader loader) => _loader = loader;

    public List<string> Tracks
    {
        get => _loader.Load(this, ref _tracks) ?? [];
        set => _tracks = value;
    }

    public static int Count(IEnumerable<Album> albums)
    {
        var count = 0;
        foreach (var album in albums)
        {
            count += album.Tracks.Count; // expect: IC3101
        }

        return count;
    }
}

// look-alike: included with the query
public sealed class IncludedHere(BlogDb db)
{
    public List<string> Names()
    {
        var names = new List<string>();
        foreach (var blog in db.Blogs.Include(b => b.Author).Include("Posts").ToList())
        {
            names.Add(blog.Author!.Name + blog.Posts.Count);
        }

        return names;
    }
}

// look-alike: included by the method that loads
public sealed class IncludedBelow(BlogDb db)
{
    public async Task<int> CountAsync()
    {
        var count = 0;
        foreach (var blog in await LoadAsync())
        {
            foreach (var post in blog.Posts)
            {
                count += post.Id;
            }
        }

        return count;
    }

    private Task<List<Blog>> LoadAsync() => db.Blogs.Include(b => b.Posts).ToListAsync();
}

// look-alike: a virtual property that is no navigation; and the navigation of one
public sealed class NoNavigation
{
    public static int Length(List<Blog> blogs, Blog one)
    {
        var length = 0;
        foreach (var blog in blogs)
        {
            length += blog.Title.Length;
        }

        foreach (var post in one.Posts)
        {
            length += post.Id;
        }

        return length;
    }
}

// look-alike: navigations of a context without proxies are in memory, or null
public sealed class NotLazy
{
    public static int Count(List<Order> orders) => orders.Sum(o => o.Lines.Count + (o.Customer is null ? 0 : 1));
}

public class Vessel
{
    public int Id { get; set; }

    public virtual ICollection<Voyage> Voyages { get; set; } = [];
}

public class Voyage
{
    public int Id { get; set; }

    public virtual Vessel? Vessel { get; set; }
}

public sealed class HarbourDb : DbContext
{
    public DbSet<Vessel> Vessels => Set<Vessel>();
}

// look-alike: the proxies are another context's
public sealed class Harbour(HarbourDb db)
{
    public int Count() => db.Vessels.Include(v => v.Voyages).ToList().Sum(v => v.Voyages.Count) + Later(db.Vessels.ToList());

    private static int Later(List<Vessel> vessels) => vessels.Sum(v => v.Voyages.Count);
}

// look-alike: just made, so that there is nothing to load; and loaded on purpose
public sealed class NewBlogs(BlogDb db)
{
    public void Import(IEnumerable<string> titles)
    {
        foreach (var title in titles)
        {
            var blog = new Blog { Title = title };
            blog.Posts.Add(new Post());
            db.Blogs.Add(blog);
        }
    }
}

// case: the load of each, which is told once
public sealed class LoadedEach(BlogDb db)
{
    public async Task<int> CountAsync()
    {
        var count = 0;
        foreach (var blog in await db.Blogs.ToListAsync())
        {
            await db.Entry(blog).Collection(b => b.Posts).LoadAsync(); // expect: IC3101
            count += blog.Posts.Count;
        }

        return count;
    }
}
