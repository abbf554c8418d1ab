using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Findings;

public sealed class GroupingTests
{
    [Fact]
    public void Types_of_one_name_in_two_assemblies_are_two_types()
    {
        const string Extension = """
            namespace Shop.Storage;

            public static class TransactionExtensions
            {
                public static Task<string> BeginAsync(this HttpClient http)
                {
                    var id = http.GetStringAsync("/begin").GetAwaiter().GetResult(); // warning IC3001
                    return Task.FromResult(id);
                }
            }
            """;
        using var solution = new RuleCase { Scope = CheckScope.All, IsProgram = false }
            .Add("Shop.Postgres", Extension)
            .Add("Shop.MySql", Extension);

        solution.Verify();
    }
}
