namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>What a finding names where several calls could be meant: the one that goes out of the process.</summary>
public sealed class NamedSubjectsTests
{
    private const string Journal = """
        public sealed class Journal
        {
            private readonly StreamWriter _lines = new("/var/journal");
            public void Note(string text) => _lines.WriteLine(text);
        }

        """;

    [Theory, InlineData(false), InlineData(true)]
    public void What_is_swallowed_is_the_request_and_not_the_log_before_it(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Scope = CheckScope.All, IsProgram = false }.Add("Shop", Journal + """
            public class Service(HttpClient http, Journal journal)
            {
                public async Task SaveAsync(Stream copy, byte[] order)
                {
                    try
                    {
                        journal.Note("saving");
                        copy.Write(order);
                        await http.PutAsync("/orders", new ByteArrayContent(order));
                    }
                    catch (Exception) // warning IC2102
                    {
                    }
                }
            }
            """);

        Assert.StartsWith("Service.SaveAsync swallows every failure of HttpClient.PutAsync", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void What_is_tried_again_is_the_request_and_not_the_log_before_it(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Scope = CheckScope.All, IsProgram = false }.Add("Shop", Journal + """
            public class Service(HttpClient http, Journal journal)
            {
                public async Task<string> RateAsync()
                {
                    journal.Note("rating");
                    for (var i = 0; ; i++)
                    {
                        try
                        {
                            journal.Note("asking");
                            return await AskAsync();
                        }
                        catch (Exception) // warning IC1307
                        {
                            if (i > 2) throw;
                        }
                    }
                }

                private Task<string> AskAsync() => http.GetStringAsync("/rate");
            }
            """);

        Assert.StartsWith("Service.RateAsync retries every failure of Service.AskAsync, also", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }
}
