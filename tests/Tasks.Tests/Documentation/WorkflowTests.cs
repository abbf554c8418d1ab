using System.Text.RegularExpressions;
using IntentContracts.Tasks.Tests.Builds;
using YamlDotNet.RepresentationModel;

namespace IntentContracts.Tasks.Tests.Documentation;

/// <summary>The workflows that the pages show: they are YAML, and their shell steps do what the page says. GitHub itself is a folder with a remote, and a <c>gh</c> that writes down what it is asked.</summary>
[Collection(RealBuilds.Name)]
public sealed partial class WorkflowTests(PackageFeed feed)
{
    private readonly DocumentationStage stage = DocumentationStage.Of(feed);

    /// <summary>Steps that are not ours to run, and what stands for them here.</summary>
    private static readonly Dictionary<string, string> s_actions = new() { ["actions/checkout@v4"] = "the stage is a clone with its whole history" };

    private static readonly Dictionary<string, string> s_expressions = new() { ["github.token"] = "a-token", ["github.event.number"] = "7" };

    [Fact]
    public void Every_one_is_run_by_the_test_below() => Assert.Equal(
        ["docs/cli.md"],
        from page in Pages.All
        from block in Pages.Blocks(page)
        where block.Language is "yaml" or "yml"
        select page);

    [BashTheory]
    [InlineData("", "gh pr comment 7 --body-file promises.md")]
    [InlineData("4711", "gh api --method PATCH repos/acme/shop/issues/comments/4711 -F body=@promises.md")]
    public void The_comment_on_a_pull_request_is_written_once_and_then_anew(string oldComment, string written)
    {
        var terminal = stage.Changed(DocumentedShop.LowerIsolation, at => at.Replace("intent.lock", "Isolation = Serializable", "Isolation = ReadCommitted"));
        terminal.Must("git commit -q -a -m 'Fix flaky test'");
        var hub = new Consumer(terminal.Folder + " hub");
        hub.Write("gh", "#!/bin/sh\nif [ \"$1\" = api ] && [ \"$2\" != --method ]; then [ -z \"$OLD_COMMENT\" ] || echo \"$OLD_COMMENT\"; else echo \"gh $*\" >> \"$GH_LOG\"; fi\n");
        terminal.Must($"chmod +x '{hub["gh"]}'");
        terminal.Environment["OLD_COMMENT"] = oldComment;
        terminal.Environment["GH_LOG"] = hub["log"];
        terminal.Environment["GITHUB_BASE_REF"] = "main";
        terminal.Environment["GITHUB_REPOSITORY"] = "acme/shop";
        terminal.Environment["GITHUB_STEP_SUMMARY"] = hub["summary.md"];
        terminal.Must("dotnet tool uninstall --global IntentContracts.Cli || true");

        foreach (var step in Steps(Pages.Blocks("docs/cli.md").Single(b => b.Language == "yaml").Text))
        {
            if (Text(step, "uses") is { } action)
            {
                Assert.Contains(action, s_actions.Keys);
                continue;
            }

            if (step.Children.TryGetValue("env", out var environment))
            {
                foreach (var (name, value) in ((YamlMappingNode)environment).Children)
                {
                    terminal.Environment[name.ToString()] = Expression().Replace(value.ToString(), m => s_expressions[m.Groups[1].Value]);
                }
            }

            terminal.Must($"PATH='{hub.Folder}':$PATH\n{Text(step, "run")}");
        }

        Assert.Equal(written, File.ReadAllText(hub["log"]).TrimEnd());
        var comment = File.ReadAllText(Path.Combine(terminal.Folder, "promises.md"));
        Assert.StartsWith("<!-- intent diff -->\n", comment, StringComparison.Ordinal);
        Assert.Contains("isolation lowered Serializable → ReadCommitted", comment, StringComparison.Ordinal);
        Assert.Contains("isolation lowered Serializable → ReadCommitted", File.ReadAllText(hub["summary.md"]), StringComparison.Ordinal);
    }

    private static List<YamlMappingNode> Steps(string workflow)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(workflow));
        var root = (YamlMappingNode)Assert.Single(yaml.Documents).RootNode;
        Assert.Equal("pull_request", Text(root, "on"));
        return [.. ((YamlMappingNode)root["jobs"]).Children.Values.SelectMany(job => (YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>()];
    }

    private static string? Text(YamlMappingNode node, string name) => node.Children.TryGetValue(name, out var value) ? value.ToString() : null;

    [GeneratedRegex(@"\$\{\{ (\S+) \}\}")]
    private static partial Regex Expression();
}
