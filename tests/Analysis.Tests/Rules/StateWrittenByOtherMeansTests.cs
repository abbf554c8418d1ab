namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1601 where the write does not look like an assignment, and what the way to it is said to be.</summary>
public sealed class StateWrittenByOtherMeansTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    private const string Job = """
        namespace Shop
        {
            public enum JobState { New, Running, Done }

            [StateMachine(nameof(State), Initial = JobState.New, Terminal = new object[] { JobState.Done })]
            public partial class Job
            {
                public JobState State;

                [Transition(From = new object[] { JobState.New }, To = JobState.Running)]
                public partial void Start();
                private void StartCore() => Move(JobState.Running);

                [Transition(From = new object[] { JobState.Running }, To = JobState.Done)]
                public partial void End();
                private void EndCore() => Enum.TryParse("Done", out State);

                private void Move(JobState to)
                {
                    State = to;MOVE
                }
        MORE
            }
        }

        """;

    [Theory, MemberData(nameof(BothConfigurations))]
    public void References_with_which_something_is_written(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Shop", Job.Replace("MOVE", "", StringComparison.Ordinal).Replace("MORE", """
                public bool Read(string text)
                {
                    return Enum.TryParse(text, out State); // error IC1601
                }
                public string Show()
                {
                    var copy = State;
                    Enum.TryParse("Done", out copy);
                    return State.ToString() + copy;
                }
        """, StringComparison.Ordinal));

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void The_way_shown_is_the_one_that_goes_around(bool optimised)
    {
        using var solution = new RuleCase { Guards = "", Optimised = optimised }.Add("Shop", """
            var app = WebApplication.Create();
            app.MapPost("/jobs/start", (Shop.Job job) => job.Start());
            app.MapPost("/jobs/force", (Shop.Job job) => job.Force());
            app.Run();

            """ + Job.Replace("MOVE", " // error IC1601", StringComparison.Ordinal).Replace("MORE", """
                public void Force() => Move(JobState.Running);
        """, StringComparison.Ordinal));

        var message = Assert.Single(solution.Verify().Diagnostics).Message;

        Assert.Contains("POST /jobs/force → Job.Force → Job.Move", message, StringComparison.Ordinal);
        Assert.DoesNotContain("/jobs/start", message, StringComparison.Ordinal);
        Assert.DoesNotContain("more entr", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_is_being_made_gets_its_state_from_the_constructor()
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "" }.Add("Shop", Job.Replace("MOVE", "", StringComparison.Ordinal).Replace("MORE", """
                public static Job Load(JobState state) => new Job { State = state }; // error IC1601
                public static void Reset(Job job)
                {
                    job.State = JobState.New; // error IC1601
                }
        """, StringComparison.Ordinal));

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();

        Assert.Contains("Job.Load writes Job.State outside a transition · give the state to the constructor", messages);
        Assert.Contains("Job.Reset writes Job.State outside a transition · call Job.End or Job.Start", messages);
    }
}
