using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace IntentContracts.AspNetCore.Tests.Idempotency;

public sealed class ControllerTests
{
    [Fact]
    public async Task AnActionIsExecutedOncePerKey()
    {
        await using var app = await StartAsync();

        var first = await app.PostAsync("/things", "k", "{\"name\":\"a\"}");
        var second = await app.PostAsync("/things", "k", "{\"name\":\"a\"}");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal("/things/a", second.Headers.Location?.OriginalString);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        await Problem.AssertAsync(await app.PostAsync("/things", "k", "{\"name\":\"b\"}"), HttpStatusCode.UnprocessableEntity, IntentProblemTypes.Mismatch);
        await Problem.AssertAsync(await app.PostAsync("/things", null), HttpStatusCode.BadRequest, IntentProblemTypes.KeyMissing);
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/things/optional", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/things/ignored", "\"")).StatusCode);
    }

    [Fact]
    public async Task AnActionWithoutTheMiddlewareIsRefusedAtStart() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartBareAsync(a => a.MapControllers(), services: AddControllers));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-00:01:00")]
    public void ATimeThatIsNoneIsRefused(string time) => Assert.Throws<ArgumentException>(() => new IdempotencyKeyAttribute { Lease = time });

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(a => a.MapControllers(), services: AddControllers);

    private static void AddControllers(IServiceCollection services) => services.AddControllers().AddApplicationPart(typeof(ThingsController).Assembly);
}

public sealed record Thing(string Name);

[ApiController]
[Route("things")]
[IdempotencyKey(Required = true, Lease = "00:00:30", Retention = "01:00:00")]
public sealed class ThingsController : ControllerBase
{
    private static int s_runs;

    [HttpPost]
    public IActionResult Create(Thing thing) => Created("/things/" + thing.Name, new { run = Interlocked.Increment(ref s_runs), key = HttpContext.GetIdempotencyKey() });

    [HttpPost("optional")]
    [IdempotencyKey(Required = false)]
    public IActionResult Optional() => Ok();

    [HttpPost("ignored")]
    [IdempotencyKey(Ignored = true)]
    public IActionResult Ignored() => Ok();
}
