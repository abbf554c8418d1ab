using IntentContracts.Analysis;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace IntentContracts.Tasks.Tests;

public sealed class CheckIntentTests : IDisposable
{
    private static readonly CheckResult Silent = new([], "1 entry point, 0 effects, 0 unresolved, 0 findings", []);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeBuildEngine _engine = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_finding_is_said_in_the_compilers_form()
    {
        var task = Task(_ => With(DiagnosticSeverity.Error, "a {0} with braces"));

        Assert.False(task.Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("IC1401", "/src/Gateway.cs", 31, 22), (error.Code, error.File, error.LineNumber, error.ColumnNumber));
        Assert.Equal("a {0} with braces", error.Message);
        Assert.Equal("https://help/IC1401", error.HelpLink);
        Assert.True(string.IsNullOrEmpty(error.Subcategory), "a subcategory would stand between the place and 'error'");
        Assert.Equal((0, 0), (error.EndLineNumber, error.EndColumnNumber));
    }

    [Fact]
    public void A_warning_is_a_warning_with_the_same_form_and_the_build_goes_on()
    {
        var task = Task(_ => With(DiagnosticSeverity.Warning, "m"));

        Assert.True(task.Execute());

        var warning = Assert.Single(_engine.Warnings);
        Assert.Equal(("IC1401", "/src/Gateway.cs", 31, 22, 0, 0), (warning.Code, warning.File, warning.LineNumber, warning.ColumnNumber, warning.EndLineNumber, warning.EndColumnNumber));
        Assert.Equal("https://help/IC1401", warning.HelpLink);
        Assert.Empty(_engine.Errors);
    }

    [Fact]
    public void A_message_stays_one_line()
    {
        Task(_ => With(DiagnosticSeverity.Error, "first\r\nsecond\nthird")).Execute();

        Assert.Equal("first second third", Assert.Single(_engine.Errors).Message);
    }

    [Fact]
    public void The_closing_line_has_the_counts_and_the_time()
    {
        Task(_ => Silent).Execute();

        var line = Assert.Single(_engine.Messages, m => m.Importance == MessageImportance.High).Message;
        Assert.Matches(@"^IntentContracts: 1 entry point, 0 effects, 0 unresolved, 0 findings, \d+ ms$", line);
    }

    [Fact]
    public void A_library_without_findings_stays_off_the_console()
    {
        var task = Task(_ => Silent);
        task.IsProgram = false;

        task.Execute();

        Assert.DoesNotContain(_engine.Messages, m => m.Importance == MessageImportance.High);
    }

    [Fact]
    public void The_check_is_told_what_the_project_says()
    {
        CheckOptions? seen = null;
        var task = Task(o =>
        {
            seen = o;
            return Silent;
        });
        task.Mode = "observe";
        task.Scope = "All";
        task.Today = "2026-11-23";
        task.EnforcementWasAskedFor = true;
        task.Html = "False";
        task.EntryPoints = ["M:B.*", "M:A.*"];
        task.PathMap = "/src=/_";
        task.References =
        [
            new TaskItem("/src/Lib/bin/Lib.dll", new Dictionary<string, string>
            {
                ["ReferenceSourceTarget"] = "ProjectReference",
                ["MSBuildSourceProjectFile"] = "/src/Lib/Lib.csproj",
            }),
            new TaskItem("/packages/x/X.dll"),
        ];

        task.Execute();

        Assert.NotNull(seen);
        Assert.Equal((CheckMode.Observe, CheckScope.All), (seen.Mode, seen.Scope));
        Assert.Equal(new DateTime(2026, 11, 23), seen.Today);
        Assert.True(seen.EnforcementWasAskedFor);
        Assert.False(seen.Html);
        Assert.Equal(["M:A.*", "M:B.*"], seen.EntryPoints);
        Assert.Equal(new PathRewrite("/src/", "/_/"), Assert.Single(seen.PathRewrites));
        Assert.Equal(new OwnAssembly("/src/App/obj/App.dll", "/src/App"), seen.Assembly);
        Assert.Equal(new OwnAssembly("/src/Lib/bin/Lib.dll", "/src/Lib"), Assert.Single(seen.OwnReferences));
        Assert.Equal("/packages/x/X.dll", Assert.Single(seen.OtherReferences));
        Assert.Equal("/src", seen.SourceRoot);
    }

    [Theory]
    [InlineData("Enforced", "CriticalPaths", "2026-11-23", "IntentMode is 'Enforced', which means nothing: write one of Enforce, Observe, Declare, Off")]
    [InlineData("1", "CriticalPaths", "2026-11-23", "IntentMode is '1', which means nothing: write one of Enforce, Observe, Declare, Off")]
    [InlineData("Enforce", "Everything", "2026-11-23", "IntentScope is 'Everything', which means nothing: write one of CriticalPaths, All")]
    [InlineData("Enforce", "All", "tomorrow", "IntentToday is 'tomorrow', which is no date: write it as 2026-01-31, or leave it out for today")]
    public void A_value_that_means_nothing_is_an_error_that_names_the_allowed_ones(string mode, string scope, string today, string message)
    {
        var task = Task(_ => throw new InvalidOperationException("must not get here"));
        (task.Mode, task.Scope, task.Today) = (mode, scope, today);

        Assert.False(task.Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("IC9004", message, "/src/App/App.csproj"), (error.Code, error.Message, error.File));
        Assert.EndsWith("/docs/rules/IC9004.md", error.HelpLink, StringComparison.Ordinal);
    }

    [Fact]
    public void IntentHtml_is_true_or_false()
    {
        var task = Task(_ => throw new InvalidOperationException("must not get here"));
        task.Html = "yes";

        Assert.False(task.Execute());

        Assert.Equal("IntentHtml is 'yes', which means nothing: write true or false", Assert.Single(_engine.Errors).Message);
    }

    [Fact]
    public void A_defect_of_the_tool_is_one_line_that_says_how_to_go_on_and_keeps_the_stack_for_those_who_ask()
    {
        var task = Task(_ => throw new FormatException("broken\nin two"));

        Assert.False(task.Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal("IC9005", error.Code);
        Assert.Contains("a defect of the tool and not of your code: FormatException: broken in two", error.Message, StringComparison.Ordinal);
        Assert.Contains("-p:IntentMode=Off", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message!);
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
        Assert.Contains(_engine.Messages, m => m.Importance == MessageImportance.Low && m.Message!.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_a_run_with_nothing_to_say_is_stamped()
    {
        Task(_ => Silent).Execute();
        Assert.True(File.Exists(_folder["obj/checked.stamp"]));

        Task(_ => With(DiagnosticSeverity.Warning, "still holds")).Execute();
        Assert.False(File.Exists(_folder["obj/checked.stamp"]), "the next build would be silent about a warning that still holds");
    }

    [Fact]
    public void A_failed_run_takes_the_stamp_of_the_run_before_away()
    {
        Task(_ => Silent).Execute();

        Task(_ => throw new FormatException()).Execute();

        Assert.False(File.Exists(_folder["obj/checked.stamp"]));
    }

    [Fact]
    public void A_warning_that_nobody_will_see_does_not_cost_every_build_a_check()
    {
        var task = Task(_ => With(DiagnosticSeverity.Warning, "m"));
        task.NoWarn = "1701;ic1401";

        task.Execute();

        Assert.True(File.Exists(_folder["obj/checked.stamp"]));
    }

    [Fact]
    public void Files_are_written_where_they_belong_and_named_for_clean()
    {
        var task = Task(_ => Silent with
        {
            Files =
            [
                new(OutputFolder.Machine, "intent.json", "{}\n"),
                new(OutputFolder.Documents, "entries/post-orders.md", "# é\n"),
            ],
        });

        Assert.True(task.Execute());

        Assert.Equal("{}\n"u8.ToArray(), File.ReadAllBytes(_folder["obj/intent.json"]));
        Assert.Equal("# é\n"u8.ToArray(), File.ReadAllBytes(_folder["docs/entries/post-orders.md"]));
        Assert.Equal(
            [_folder["docs/documents.txt"], _folder["docs/entries/post-orders.md"], _folder["obj/check.txt"], _folder["obj/intent.json"]],
            task.WrittenFiles.Order(StringComparer.Ordinal));
        Assert.Equal(
            _folder["docs/documents.txt"] + "\n" + _folder["docs/entries/post-orders.md"] + "\n",
            File.ReadAllText(_folder["obj/checked.stamp"]));
    }

    [Fact]
    public void What_was_asked_is_kept_for_the_tool_also_when_the_check_fails()
    {
        CheckOptions? seen = null;
        var task = Task(o =>
        {
            seen = o;
            return With(DiagnosticSeverity.Error, "m");
        });

        Assert.False(task.Execute());

        Assert.Equal(CheckFile.Write(seen!), File.ReadAllText(_folder["obj/check.txt"]));
    }

    [Fact]
    public void Documents_that_cannot_be_written_are_an_error_and_no_stack()
    {
        File.WriteAllText(_folder["docs"], "a file where the folder should be");
        var task = Task(_ => Silent with { Files = [new(OutputFolder.Documents, "index.md", "x")] });

        Assert.False(task.Execute());

        Assert.Equal("IC9004", Assert.Single(_engine.Errors).Code);
    }

    [Fact]
    public void MSBuild_may_run_it_beside_others_in_one_process() =>
        Assert.Contains(
            typeof(CheckIntent).GetCustomAttributesData(),
            a => a.AttributeType.FullName == "Microsoft.Build.Framework.MSBuildMultiThreadableTaskAttribute");

    private static CheckResult With(DiagnosticSeverity severity, string message) =>
        Silent with { Diagnostics = [new("IC1401", severity, "/src/Gateway.cs", 31, 22, message, "https://help/IC1401")] };

    private CheckIntent Task(Func<CheckOptions, CheckResult> check) => new((options, _) => check(options))
    {
        BuildEngine = _engine,
        Assembly = "/src/App/obj/App.dll",
        Project = "App",
        ProjectFile = "/src/App/App.csproj",
        Mode = "Enforce",
        Scope = "CriticalPaths",
        IsProgram = true,
        Today = "2026-11-23",
        MachineFolder = _folder["obj/"],
        DocumentsFolder = _folder["docs/"],
        DocumentsOwner = "App",
        StampFile = _folder["obj/checked.stamp"],
    };
}
