using System.Security.Cryptography;
using System.Text;
using IntentContracts.Analysis.Rules;

namespace IntentContracts.Analysis.Findings;

/// <summary>What stays the same about a finding when lines move: rule, entry point, effect, sink. SHA-256, the first 16 bytes as hex.</summary>
internal static class Fingerprint
{
    public static string Of(Violation violation)
    {
        var identity = string.Join("\n", violation.RuleId, violation.Entry?.Node.Method.Id ?? "", violation.Effect, violation.Sink);
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(identity));
        return string.Concat(hash.Take(16).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
