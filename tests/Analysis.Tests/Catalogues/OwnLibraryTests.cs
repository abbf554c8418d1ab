using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Catalogues;

/// <summary>In the repository of a library, what our lines say of its package does not hold for its members: those are judged by their bodies.</summary>
public sealed class OwnLibraryTests
{
    [Fact]
    public void A_pattern_that_means_the_package_takes_no_own_member_for_a_record()
    {
        using var solution = new RuleCase().Add("Rollbar.Relay", """
            namespace Rollbar.Relay
            {
                public class Drawer
                {
                    private int _turns;

                    public void Close() => _turns++;
                }

                public class Post(HttpClient http, Drawer drawer)
                {
                    public async Task SendAsync(string text)
                    {
                        try
                        {
                            await http.PutAsync("/letters", new StringContent(text));
                        }
                        catch (HttpRequestException) // error IC2102
                        {
                            drawer.Close();
                        }
                    }
                }

                public static class Api
                {
                    public static void Map(WebApplication app, Post post) => app.MapPut("/letters", (string text) => post.SendAsync(text));
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Nor_for_something_that_fails()
    {
        using var solution = new RuleCase().Add("Hangfire.Shelves", """
            namespace Hangfire.Shelves
            {
                public interface IShelf
                {
                    string? Find(string key);
                }

                public class Shelf : IShelf
                {
                    public string? Find(string key) => key.Length > 3 ? key : null;
                }

                public static class Labels
                {
                    public static string? None(string key) => null;
                }

                public class Reader(IShelf shelf)
                {
                    public string? Read(string key)
                    {
                        try
                        {
                            return shelf.Find(key) ?? Labels.None(key);
                        }
                        catch (TimeoutException)
                        {
                            return null;
                        }
                    }
                }

                public static class Api
                {
                    public static void Map(WebApplication app, Reader reader)
                    {
                        app.MapGet("/shelves", (string key) => reader.Read(key));
                    }
                }
            }
            """);

        solution.Verify();
    }
}
