using System.Net.Http.Json;
using MassTransit;

namespace Corpus.Swallowing.SameReplies;

public sealed record HireBoat(string Boat);

public sealed record ReturnBoat(string Boat);

public sealed record PaintBoat(string Boat);

public sealed record BoatHired(string Boat);

public sealed record BoatKept(string Boat, string Reason);

public sealed class BoatPainted
{
    public string Boat { get; set; } = "";

    public bool Painted { get; set; }
}

// case: who asks is told the same after a failure
public sealed class HireConsumer(HttpClient harbour) : IConsumer<HireBoat>
{
    public async Task Consume(ConsumeContext<HireBoat> context)
    {
        try
        {
            using var answer = await harbour.PostAsJsonAsync("/hires", context.Message.Boat);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException) // expect: IC2102
        {
            await context.RespondAsync(new BoatHired(context.Message.Boat));
            return;
        }

        await context.RespondAsync(new BoatHired(context.Message.Boat));
    }
}

// look-alike: who asks is told something else
public sealed class ReturnConsumer(HttpClient harbour) : IConsumer<ReturnBoat>
{
    public async Task Consume(ConsumeContext<ReturnBoat> context)
    {
        try
        {
            using var answer = await harbour.PostAsJsonAsync("/returns", context.Message.Boat);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException)
        {
            await context.RespondAsync(new BoatKept(context.Message.Boat, "the harbour is closed"));
            return;
        }

        await context.RespondAsync(new BoatHired(context.Message.Boat));
    }
}

// look-alike: the same kind of answer, filled in another way
public sealed class PaintConsumer(HttpClient harbour) : IConsumer<PaintBoat>
{
    public async Task Consume(ConsumeContext<PaintBoat> context)
    {
        try
        {
            using var answer = await harbour.PostAsJsonAsync("/coats", context.Message.Boat);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException)
        {
            await context.RespondAsync(new BoatPainted { Boat = context.Message.Boat, Painted = false });
            return;
        }

        await context.RespondAsync(new BoatPainted { Boat = context.Message.Boat, Painted = true });
    }
}

public sealed class Slipways(HttpClient harbour)
{
    // case: whoever waits for the boat is told that it is in the water
    public async Task LaunchAsync(string boat, TaskCompletionSource<bool> afloat)
    {
        try
        {
            using var answer = await harbour.PostAsJsonAsync("/launches", boat);
            answer.EnsureSuccessStatusCode();
            afloat.SetResult(true);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            afloat.SetResult(true);
        }
    }

    // look-alike: whoever waits is told that it is not
    public async Task HaulAsync(string boat, TaskCompletionSource<bool> ashore)
    {
        try
        {
            using var answer = await harbour.PostAsJsonAsync("/hauls", boat);
            answer.EnsureSuccessStatusCode();
            ashore.SetResult(true);
        }
        catch (HttpRequestException)
        {
            ashore.SetResult(false);
        }
    }
}
