using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;

namespace IntentContracts.AspNetCore.Tests.Problems;

public sealed class GuardProblemTests
{
    public static TheoryData<Type> Refusals() => [.. typeof(IntentContractException).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(IntentContractException)) && !t.IsAbstract)];

    /// <summary>An exception that is added to the guards needs a row, or callers get a 500 that says nothing.</summary>
    [Theory]
    [MemberData(nameof(Refusals))]
    public void EveryRefusalHasARow(Type refusal) => Assert.True(GuardProblems.Knows(refusal), $"{refusal.Name} has no row in GuardProblems");

    [Theory]
    [InlineData(typeof(RequiresViolationException), 400, IntentProblemTypes.Requires)]
    [InlineData(typeof(IllegalTransitionException), 409, IntentProblemTypes.IllegalTransition)]
    [InlineData(typeof(EnsuresViolationException), 500, IntentProblemTypes.Ensures)]
    [InlineData(typeof(InvariantViolationException), 500, IntentProblemTypes.Invariant)]
    [InlineData(typeof(IdempotencyConflictException), 409, IntentProblemTypes.Conflict)]
    [InlineData(typeof(IdempotencyMismatchException), 422, IntentProblemTypes.Mismatch)]
    [InlineData(typeof(IdempotencyUnknownException), 409, IntentProblemTypes.Unknown)]
    [InlineData(typeof(IdempotencyLeaseLostException), 500, IntentProblemTypes.LeaseLost)]
    [InlineData(typeof(IdempotencyStoreUnavailableException), 503, IntentProblemTypes.StoreUnavailable)]
    [InlineData(typeof(DeadlineExceededException), 504, IntentProblemTypes.DeadlineExceeded)]
    [InlineData(typeof(ExclusiveReentryException), 500, IntentProblemTypes.ExclusiveReentry)]
    [InlineData(typeof(TransactionDoomedException), 500, IntentProblemTypes.TransactionDoomed)]
    [InlineData(typeof(CommitOutcomeUnknownException), 500, IntentProblemTypes.CommitOutcomeUnknown)]
    [InlineData(typeof(IntentContractException), 500, IntentProblemTypes.GuardFailure)]
    public async Task ARefusalIsTold(Type refusal, int status, string type)
    {
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", string () => throw Blank(refusal)));

        await Problem.AssertAsync(await app.PostAsync("/", null), (HttpStatusCode)status, type);
    }

    [Theory]
    [InlineData("Production", null, false)]
    [InlineData("Development", null, true)]
    [InlineData("Production", true, true)]
    [InlineData("Development", false, false)]
    public async Task DetailsAreForWhoeverMaySeeThem(string environment, bool? show, bool isShown)
    {
        await using var app = await TestApp.StartAsync(
            a => a.MapPost("/", string () => throw new IntentContractException("secret message", "M:Shop.Orders", "IC14", "team-a")),
            o => o.Problems.ShowDetails = show,
            environment: environment);

        var problem = await Problem.AssertAsync(await app.PostAsync("/", null), HttpStatusCode.InternalServerError, IntentProblemTypes.GuardFailure);

        foreach (var (name, value) in new[] { ("detail", "secret message"), ("contract", "M:Shop.Orders"), ("rule", "IC14"), ("owner", "team-a") })
        {
            Assert.Equal(isShown, problem.TryGetProperty(name, out var shown));
            Assert.Equal(isShown ? value : null, isShown ? shown.GetString() : null);
        }
    }

    [Fact]
    public async Task AStatusMayBeChosen_AndACallerWhoAcceptsNoJsonIsToldNevertheless()
    {
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", string () => throw Blank(typeof(RequiresViolationException))), o => o.Problems.SetStatus<RequiresViolationException>(422));
        var request = TestApp.Post("/", null);
        request.Headers.Accept.ParseAdd("text/html");

        await Problem.AssertAsync(await app.Client().SendAsync(request), HttpStatusCode.UnprocessableEntity, IntentProblemTypes.Requires);
    }

    [Fact]
    public async Task ExceptionsOfOthersAreLeftToOthers()
    {
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", string () => throw new InvalidOperationException("theirs")));

        var response = await app.PostAsync("/", null);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("urn:intentcontracts", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void RetryAfterIsWholeSeconds_AndAtLeastOne()
    {
        Assert.Equal("1", ProblemWriter.Seconds(TimeSpan.Zero));
        Assert.Equal("3", ProblemWriter.Seconds(TimeSpan.FromSeconds(2.1)));
    }

    // Most have constructors that only guards may call; what is told does not depend on what they hold.
    private static Exception Blank(Type refusal) => refusal == typeof(IntentContractException)
        ? new IntentContractException("no", "c", "r", "o")
        : (Exception)RuntimeHelpers.GetUninitializedObject(refusal);
}
