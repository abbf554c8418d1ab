using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// What a sign-in keeps about itself: lockouts, stamps that end sessions, tokens that are taken back. It stands beside what is decided and is done again by the next one: a pair with it is possible at most.
/// </summary>
internal static class SignInRecords
{
    public static bool Keep(MethodRef member) => member.Type switch
    {
        "Microsoft.AspNetCore.Identity.UserManager`1" => member.Name.StartsWith("SetLockout", StringComparison.Ordinal) || member.Name == "UpdateSecurityStampAsync",
        _ => member.Type.StartsWith("OpenIddict.", StringComparison.Ordinal)
            && (member.Type.Contains("TokenManager") || member.Type.Contains("AuthorizationManager"))
            && (member.Name.StartsWith("TryRe", StringComparison.Ordinal) || member.Name.StartsWith("Revoke", StringComparison.Ordinal)),
    };
}
