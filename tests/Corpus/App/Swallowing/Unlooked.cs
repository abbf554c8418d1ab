using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Refit;

namespace Corpus.Swallowing.Unlooked;

public sealed class Member
{
    public string Name { get; set; } = "";
}

public interface IPickups
{
    [Post("/pickups")]
    Task<IApiResponse> OrderAsync(string parcel);
}

public sealed class Desk(IPickups pickups, UserManager<Member> members, ILogger<Desk> logger)
{
    // case: the carrier may have refused
    public async Task OrderAsync(string parcel)
    {
        await pickups.OrderAsync(parcel); // expect: IC2102
        logger.LogInformation("Pickup of {Parcel} ordered", parcel);
    }

    // look-alike: the answer is looked at
    public async Task<bool> TryOrderAsync(string parcel)
    {
        var answer = await pickups.OrderAsync(parcel);
        return answer.IsSuccessStatusCode;
    }

    // case: nobody knows whether the member has the role now
    public async Task PromoteAsync(Member member)
    {
        await members.AddToRoleAsync(member, "editor"); // expect: IC2102
        logger.LogInformation("{Member} edits", member.Name);
    }

    // look-alike: who calls looks
    public Task<IdentityResult> DemoteAsync(Member member) => members.RemoveFromRoleAsync(member, "editor");

    // look-alike: it is looked at here
    public async Task RenameAsync(Member member, string name)
    {
        var result = await members.SetUserNameAsync(member, name);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
        }
    }
}

// case: the timer raises it on a thread where nobody looks at what comes up
public sealed class Ticker(HttpClient http)
{
    public void Attach(System.Timers.Timer timer) =>
        timer.Elapsed += async (_, _) => await http.GetStringAsync("/ticks"); // expect: IC2102
}

public sealed class Texts(HttpClient http, ILogger<Texts> logger)
{
    public async Task<bool> TrySendAsync(string number, string text)
    {
        try
        {
            using var answer = await http.PostAsync("/texts/" + number, new StringContent(text));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async Task<bool> TryPushAsync(string number)
    {
        try
        {
            using var answer = await http.PostAsync("/pushes/" + number, null);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async Task<bool> SendAsync(string number, string text)
    {
        try
        {
            using var answer = await http.PostAsync("/texts/" + number, new StringContent(text));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException e)
        {
            logger.LogWarning(e, "{Number} was not told", number);
            return false;
        }
    }
}

public sealed class Delays(Texts texts)
{
    // case: whoever waits is not told, and nobody knows
    public async Task<string> TellAsync(string number)
    {
        await texts.TrySendAsync(number, "delayed"); // expect: IC2102
        return "told";
    }

    // look-alike: it is recorded where it failed
    public async Task<string> TellAgainAsync(string number)
    {
        await texts.SendAsync(number, "delayed");
        return "told";
    }

    // look-alike: another one asks
    public async Task<string> PushAsync(string number)
    {
        await texts.TryPushAsync(number);
        return await texts.TryPushAsync(number + "0") ? "told" : "not told";
    }
}
