using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// <c>var user = new User(); await users.SetUserNameAsync(user, name); await users.CreateAsync(user);</c>: what a manager of ASP.NET Core Identity is told of an account that is not stored yet changes the object, and no row.
/// </summary>
internal static class UnmadeAccounts
{
    private const string Identity = "Microsoft.AspNetCore.Identity.";

    /// <summary>Whether a call changes an object that its body has made, that nobody but a manager has been handed before, and that is only stored behind it.</summary>
    public static bool Are(MethodFact method, int site)
    {
        var call = method.Sites[site];
        var made = Values.Argument(call, 0);
        return IsManager(call.Target) && !IsCreate(call.Target) && made.Kind == ValueKind.New
            && Enumerable.Range(0, method.Sites.Count).Any(s => IsCreate(method.Sites[s].Target) && Values.Argument(method.Sites[s], 0) == made && method.Flow.CanFollow(site, s))
            && !NewObjects.AreHandedBefore(method, made, site, MayStore);
    }

    private static bool IsManager(MethodRef member) => member.Type is Identity + "UserManager`1" or Identity + "RoleManager`1";

    private static bool IsCreate(MethodRef member) => IsManager(member) && member.Name == "CreateAsync";

    /// <summary>Who is handed an account may store it, and so does who creates it; another setter of a manager does not.</summary>
    private static bool MayStore(SiteFact site) => IsCreate(site.Target) || !site.Target.Type.StartsWith(Identity, StringComparison.Ordinal);
}
