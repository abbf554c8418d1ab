using Microsoft.AspNetCore.Identity;

// What the managers of ASP.NET Core Identity do commits, call by call.
namespace Corpus.Transactions.Accounts
{
    public sealed class Member
    {
        public string Name { get; set; } = "";
    }

    public sealed class Rank
    {
        public string Name { get; set; } = "";
    }

    // case: a member without its roles stays behind when the second call fails
    public sealed class Enrolment(UserManager<Member> members)
    {
        public async Task<bool> RunAsync(Member member, string role)
        {
            var made = await members.CreateAsync(member);
            if (!made.Succeeded)
            {
                return false;
            }

            var added = await members.AddToRoleAsync(member, role); // expect: IC1101
            return added.Succeeded;
        }
    }

    // look-alike: until it is created there is no row to change
    public sealed class Registration(UserManager<Member> members)
    {
        public async Task<bool> RunAsync(string name, string mail)
        {
            var member = new Member { Name = name };
            var named = await members.SetUserNameAsync(member, name);
            var reached = await members.SetEmailAsync(member, mail);
            return named.Succeeded && reached.Succeeded && (await members.CreateAsync(member)).Succeeded;
        }
    }

    // case: once it is created there is one
    public sealed class LateRegistration(UserManager<Member> members)
    {
        public async Task<bool> RunAsync(string name, string mail)
        {
            var member = new Member { Name = name };
            var named = await members.SetUserNameAsync(member, name);
            return named.Succeeded && (await members.CreateAsync(member)).Succeeded && (await members.SetEmailAsync(member, mail)).Succeeded; // expect: IC1101
        }
    }

    // case: a helper has stored it
    public sealed class StoredRegistration(UserManager<Member> members)
    {
        public async Task<bool> RunAsync(string name, string mail)
        {
            var member = new Member { Name = name };
            return await StoreAsync(member) && (await members.SetEmailAsync(member, mail)).Succeeded; // expect: IC1101
        }

        private async Task<bool> StoreAsync(Member member) => (await members.CreateAsync(member)).Succeeded;
    }

    // case: a rank is stored for each name
    public sealed class Ranks(RoleManager<Rank> ranks)
    {
        public async Task<int> MakeAsync(IReadOnlyList<Rank> wanted)
        {
            var made = 0;
            foreach (var rank in wanted)
            {
                made += (await ranks.CreateAsync(rank)).Succeeded ? 1 : 0; // expect: IC1101
            }

            return made;
        }
    }

    // look-alike: one call for all roles, and what only reads
    public sealed class Promotion(UserManager<Member> members)
    {
        public async Task<bool> RunAsync(Member member, string[] roles)
        {
            var has = await members.GetRolesAsync(member);
            return !await members.IsInRoleAsync(member, "banned") && (await members.AddToRolesAsync(member, roles.Except(has))).Succeeded;
        }
    }

    // look-alike: a failed sign-in is counted beside the change
    public sealed class Reset(UserManager<Member> members)
    {
        public async Task<bool> RunAsync(Member member, string token, string password)
        {
            var done = await members.ResetPasswordAsync(member, token, password);
            return done.Succeeded ? (await members.ResetAccessFailedCountAsync(member)).Succeeded : (await members.AccessFailedAsync(member)).Succeeded;
        }
    }

    // case: each token is revoked for itself
    public sealed class SignOut(OpenIddict.Abstractions.IOpenIddictTokenManager tokens)
    {
        public async Task<int> EverywhereAsync(string subject)
        {
            var revoked = 0;
            await foreach (var token in tokens.FindBySubjectAsync(subject))
            {
                revoked += await tokens.TryRevokeAsync(token) ? 1 : 0; // expect: IC1101
            }

            return revoked;
        }
    }

    // look-alike: one call for all of them
    public sealed class SignOutAtOnce(OpenIddict.Abstractions.IOpenIddictTokenManager tokens)
    {
        public async Task<long> EverywhereAsync(string subject) => await tokens.RevokeBySubjectAsync(subject);
    }

    public sealed class Retirement(UserManager<Member> members)
    {
        // look-alike: the second runs where the first says that it has stored nothing
        public async Task<bool> RunAsync(Member member)
        {
            var closed = await members.SetTwoFactorEnabledAsync(member, false);
            if (!closed.Succeeded)
            {
                var freed = await members.RemovePasswordAsync(member);
                return freed.Succeeded;
            }

            return true;
        }

        // case: where it says that it has
        public async Task<bool> RunThenAsync(Member member)
        {
            var closed = await members.SetTwoFactorEnabledAsync(member, false);
            if (closed.Succeeded)
            {
                var freed = await members.RemovePasswordAsync(member); // expect: IC1101
                return freed.Succeeded;
            }

            return true;
        }

        // case: it is another one that has stored nothing
        public async Task<bool> RunAllAsync(Member member)
        {
            var closed = await members.SetTwoFactorEnabledAsync(member, false);
            var named = await members.SetUserNameAsync(member, "gone"); // expect: IC1101
            if (!named.Succeeded)
            {
                var freed = await members.RemovePasswordAsync(member);
                return freed.Succeeded;
            }

            return closed.Succeeded;
        }
    }
}
