using System.Reflection.Metadata;
using System.Security.Cryptography;
using System.Text;
using IntentContracts.Analysis.Facts.Extraction.Bodies;

namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

/// <summary>
/// What a body does, as a short text that stays the same when only its spelling changes, or how it is compiled: the effects in their order, under the conditions that lead to them, with values as the
/// expressions that make them. Names of locals and parameters, the compiler's temporaries, the layout of branches and the plumbing of state machines are not in it (decision 62).
/// </summary>
internal static class BodyFingerprint
{
    /// <summary>16 hex digits; empty for a method without a body.</summary>
    public static string Of(BodyContext context, MethodDefinitionHandle method)
    {
        var tokens = Tokens(new FingerprintScope(context), method);
        if (tokens.Count == 0)
        {
            return "";
        }

        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(string.Join("\n", tokens)));
        return string.Concat(hash.Take(8).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>The steps of the body, in a form that a person can compare.</summary>
    public static IReadOnlyList<string> Tokens(FingerprintScope scope, MethodDefinitionHandle method)
    {
        var folding = scope.Context.Folding;
        if (DecodedBody.Of(scope.Context.Image, folding.BodyOf(method)) is not { } body)
        {
            return [];
        }

        if (folding.Machine(method)?.Kind == Metadata.StateMachineKind.AsyncIterator)
        {
            return Coarse(scope, body);
        }

        try
        {
            var slots = new Slots(scope.Context, method, body);
            var trial = new Evaluation(new FingerprintScope(scope.Context) { IsTrial = true }, method, body, slots, null);
            trial.Run();
            var webs = new Webs(body, slots, trial.Next, trial.Varying);
            var evaluation = new Evaluation(scope, method, body, slots, webs);
            evaluation.Run();
            return evaluation.Tokens;
        }
        catch (TooComplexException)
        {
            return Coarse(scope, body);
        }
    }

    /// <summary>
    /// For what is too large to follow, and for asynchronous iterators: what is called and named, in the order of the code. Conditions and arithmetic are not seen, but nothing is seen that did not change.
    /// </summary>
    private static List<string> Coarse(FingerprintScope scope, DecodedBody body)
    {
        var members = scope.Context.Members;
        var folding = scope.Context.Folding;
        var tokens = new List<string> { "coarse" };
        foreach (var instruction in body.Code)
        {
            switch (instruction.Code)
            {
                case ILOpCode.Ldstr:
                    tokens.Add(scope.Context.Image.Metadata.GetUserString(System.Reflection.Metadata.Ecma335.MetadataTokens.UserStringHandle(instruction.Token & 0xFFFFFF)));
                    break;
                case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Ldftn:
                    var callee = members.Method(instruction.Token);
                    var isPlumbing = callee.Reference.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
                        || (!callee.Definition.IsNil && folding.Role(callee.Definition) == MethodRole.Plumbing);
                    if (!isPlumbing)
                    {
                        tokens.Add(!callee.Definition.IsNil && folding.IsFolded(callee.Definition) ? scope.Nested(callee.Definition) : FingerprintScope.Plain(callee.Reference.Id));
                    }

                    break;
            }
        }

        return tokens;
    }
}

/// <summary>A body has more ways through it than are followed.</summary>
internal sealed class TooComplexException : Exception;
