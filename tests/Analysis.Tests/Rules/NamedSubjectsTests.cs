namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>What a finding names where several calls could be meant: the one that goes out of the process.</summary>
public sealed class NamedSubjectsTests
{
    private const string Journal = """
        using System.IO;
        public sealed class Journal
        {
            private readonly StreamWriter _lines = new("/var/journal");
            public void Note(string text) => _lines.WriteLine(text);
        }

        """;

    [Theory, InlineData(false), InlineData(true)]
    public void What_is_swallowed_is_the_file_and_not_the_log_before_it(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Scope = CheckScope.All, IsProgram = false }.Add("Shop", Journal + """
            public class Service(Journal journal)
            {
                public void Save(Stream copy, byte[] order)
                {
                    try
                    {
                        journal.Note("saving");
                        copy.Write(order);
                        File.WriteAllBytes("/var/order", order);
                    }
                    catch (Exception) // warning IC2102
                    {
                    }
                }
            }
            """);

        Assert.StartsWith("Service.Save swallows every failure of File.WriteAllBytes", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void What_is_tried_again_is_the_file_and_not_the_log_before_it(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Scope = CheckScope.All, IsProgram = false }.Add("Shop", Journal + """
            public class Service(Journal journal)
            {
                public void Store(string text)
                {
                    journal.Note("storing");
                    for (var i = 0; ; i++)
                    {
                        try
                        {
                            journal.Note("trying");
                            Write(text);
                            return;
                        }
                        catch (Exception) // warning IC1307
                        {
                            if (i > 2) throw;
                        }
                    }
                }

                private static void Write(string text) => File.WriteAllText("/var/text", text);
            }
            """);

        Assert.StartsWith("Service.Store retries every failure of Service.Write, also", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Console.WriteLine($\"attempt {n} of {work.Method.Name}\"); return work();", "what it is handed")]
    [InlineData("journal.Note($\"attempt {n}\"); Interlocked.Increment(ref _count); return work();", "what it is handed")]
    [InlineData("Console.WriteLine(\"attempt \" + n); var t = work(); return t;", "what it is handed")]
    [InlineData("Console.WriteLine($\"attempt {n}\"); return Convert.ToInt32(text);", "Convert.ToInt32")]
    [InlineData("Console.WriteLine($\"attempt {n}\"); File.Delete(text); return work();", "File.Delete")]
    public void What_is_retried_is_the_work_and_not_the_log_before_it(string attempt, string subject)
    {
        using var solution = new RuleCase { Scope = CheckScope.All, IsProgram = false, Only = ["IC1307"] }.Add("Shop", Journal.Replace("_lines.WriteLine(text)", "_count++", StringComparison.Ordinal).Replace("private readonly StreamWriter _lines = new(\"/var/journal\");", "private int _count;", StringComparison.Ordinal) + $$"""
            public class Runner(Journal journal)
            {
                private int _count;
                public int Counted => _count + journal.GetHashCode();
                public int Run(Func<int> work, string text)
                {
                    for (var n = 1; ; n++)
                    {
                        try
                        {
                            {{attempt.Replace("; ", ";\n                ", StringComparison.Ordinal)}}
                        }
                        catch (Exception) when (n < 3) // warning IC1307
                        {
                            Thread.Sleep(100);
                        }
                    }
                }
            }
            """);

        Assert.StartsWith($"Runner.Run retries every failure of {subject},", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }
}
