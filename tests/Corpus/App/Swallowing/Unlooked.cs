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
