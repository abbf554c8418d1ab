using System.Reflection;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Tests.Generators.Contract;

/// <summary>
/// What a guard may not change, one scenario for each way in which earlier tools did: each runs without guards, with guards that are off, that observe, and that hold, in Debug and in Release. A
/// scenario states what it comes to without guards, and what it comes to with them where that differs.
/// </summary>
public sealed class ContractTests
{
    public static TheoryData<string, Guarding> All
    {
        get
        {
            var data = new TheoryData<string, Guarding>();
            foreach (var scenario in ContractBuild.Scenarios())
            {
                foreach (var guarding in Enum.GetValues<Guarding>())
                {
                    data.Add(scenario, guarding);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_program_means_what_it_says(string scenario, Guarding guarding)
    {
        foreach (var level in new[] { OptimizationLevel.Debug, OptimizationLevel.Release })
        {
            var type = ContractBuild.Of(guarding, level).GetType(scenario, throwOnError: true)!;
            var expects = type.GetCustomAttributes().Single(a => a.GetType().Name == "ExpectsAttribute");
            var expected = (guarding is Guarding.Observe or Guarding.Enforce ? Of(guarding + "d") : null) ?? Of("Outcome");
            var run = type.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<Task<string>>>();
            Assert.Equal(level + ": " + expected, level + ": " + await run());

            string? Of(string property) => (string?)expects.GetType().GetProperty(property)!.GetValue(expects);
        }
    }
}
