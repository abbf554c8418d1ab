using Microsoft.AspNetCore.Http;

namespace IntentContracts.AspNetCore;

/// <summary>A handler has asked for a key that cannot be read. The framework answers it with 400 where nobody handles exceptions; where somebody does, our handler says why.</summary>
internal sealed class MalformedKeyException(string header, string why) : BadHttpRequestException($"{header}: {why}")
{
    public IntentProblem Problem { get; } = KeyProblems.Malformed(header, why);
}
