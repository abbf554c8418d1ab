using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Graph;

/// <summary>What stands in the code, and that the program does not run: a tool's factory, a substitute.</summary>
public sealed class NotOfTheProgramTests
{
    private const string Orchard = """
        using Microsoft.EntityFrameworkCore.Design;

        public sealed class Tree { public int Id { get; set; } }
        public sealed class OrchardDb(DbContextOptions<OrchardDb> options) : DbContext(options) { public DbSet<Tree> Trees => Set<Tree>(); }

        public abstract class Tool : IDesignTimeDbContextFactory<OrchardDb> { public abstract OrchardDb CreateDbContext(string[] args); }
        public sealed class OrchardFactory : Tool
        {
            public override OrchardDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<OrchardDb>().UseNpgsql("Host=orchard", npgsql => npgsql.EnableRetryOnFailure(4)).Options);
        }

        """;

    [Fact]
    public void How_a_tool_makes_a_context_says_nothing_of_the_program()
    {
        using var solution = new RuleCase { Only = ["IC1108"], Scope = CheckScope.All }.Add("Api", Orchard + """
            public static class Setup { public static void Add(IServiceCollection services) => services.AddDbContext<OrchardDb>(o => o.UseNpgsql("Host=orchard")); }
            public sealed class Planting(OrchardDb db)
            {
                public async Task PlantAsync() { await using var transaction = await db.Database.BeginTransactionAsync(); await db.SaveChangesAsync(); await transaction.CommitAsync(); }
            }
            """);

        var result = solution.Verify();

        Assert.DoesNotContain("CreateDbContext", Assert.Single(result.Files, f => f.Path == "intent.json").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Unless_the_program_makes_one_by_it()
    {
        using var solution = new RuleCase { Only = ["IC1108"], Scope = CheckScope.All }.Add("Api", Orchard + """
            public sealed class Planting
            {
                public async Task PlantAsync()
                {
                    await using OrchardDb db = new OrchardFactory().CreateDbContext([]);
                    await using var transaction = await db.Database.BeginTransactionAsync(); // warning IC1108
                    await db.SaveChangesAsync();
                    await transaction.CommitAsync();
                }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("NSubstitute", "public static class Substitute { public static T For<T>(params object[] constructor) where T : class => null!; }", "private readonly IScale _scale = NSubstitute.Substitute.For<IScale>();", "")]
    [InlineData("NSubstitute", "public static class Substitute { public static T For<T>(params object[] constructor) where T : class => null!; }", "", "var _scale = NSubstitute.Substitute.For<IScale>();")]
    [InlineData("Moq", "public class Mock<T> where T : class { public T Object => null!; }", "", "var _scale = new Moq.Mock<IScale>().Object;")]
    [InlineData("FakeItEasy", "public static class A { public static T Fake<T>() where T : class => null!; }", "", "var _scale = FakeItEasy.A.Fake<IScale>();")]
    public void A_substitute_runs_no_implementation(string library, string code, string field, string local)
    {
        using var solution = new RuleCase { Only = ["IC3001"], Scope = CheckScope.All }.Add(library, $"namespace {library}; {code}").Add("Api", $$"""
            public interface IScale { int Weigh(string what); }
            public sealed class Scale : IScale { public int Weigh(string what) { Thread.Sleep(50); return what.Length; } }
            public sealed class Rehearsal
            {
                {{field}}
                public async Task<int> PlayAsync() { {{local}} await Task.Yield(); return _scale.Weigh("stone"); }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void What_the_container_hands_out_does()
    {
        using var solution = new RuleCase { Only = ["IC3001"], Scope = CheckScope.All }.Add("NSubstitute", "namespace NSubstitute; public static class Substitute { public static T For<T>(params object[] constructor) where T : class => null!; }").Add("Api", """
            public interface IScale { int Weigh(string what); }
            public sealed class Scale : IScale
            {
                public int Weigh(string what)
                {
                    Thread.Sleep(50); // warning IC3001
                    return what.Length;
                }
            }
            public sealed class Weighing(IScale scale)
            {
                private IScale _scale = NSubstitute.Substitute.For<IScale>();
                public async Task<int> WeighAsync() { _scale = scale; await Task.Yield(); return _scale.Weigh("stone"); }
            }
            """);

        solution.Verify();
    }
}
