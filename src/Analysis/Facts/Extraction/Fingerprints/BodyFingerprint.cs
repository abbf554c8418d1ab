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
    /// <summary>
    /// Three parts: what the body does, 16 hex digits; the coarse form of it, 8 more; and <c>d</c> or <c>r</c> for code that is not or is optimised. Between the two the exact form is nearly always the same;
    /// where it is not, the coarse one decides. Empty for a method without a body.
    /// </summary>
    public static string Of(BodyContext context, MethodDefinitionHandle method)
    {
        var tokens = Tokens(new FingerprintScope(context), method);
        if (tokens.Count == 0)
        {
            return "";
        }

        var coarse = new List<string>();
        Coarse(context, method, coarse, []);
        return Hash(tokens, 8) + "-" + Hash(coarse, 4) + (IsOptimised(context.Image.Metadata) ? "-r" : "-d");
    }

    private static string Hash(IEnumerable<string> tokens, int bytes)
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(string.Join("\n", tokens)));
        return string.Concat(hash.Take(bytes).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>What the compiler tells debuggers: DebuggableAttribute with DisableOptimizations (0x100).</summary>
    private static bool IsOptimised(MetadataReader metadata)
    {
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind == HandleKind.MemberReference && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
                && metadata.StringComparer.Equals(metadata.GetTypeReference((TypeReferenceHandle)parent).Name, "DebuggableAttribute"))
            {
                var value = metadata.GetBlobReader(attribute.Value);
                return value.Length < 6 || value.ReadUInt16() != 1 || (value.ReadInt32() & 0x100) == 0;
            }
        }

        return true;
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
            return CoarseTokens(scope.Context, method);
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
            return CoarseTokens(scope.Context, method);
        }
    }

    private static List<string> CoarseTokens(BodyContext context, MethodDefinitionHandle method)
    {
        var tokens = new List<string> { "coarse" };
        Coarse(context, method, tokens, []);
        return tokens;
    }

    /// <summary>
    /// For what is too large to follow, for asynchronous iterators, and between configurations: what is called and named, in the order of the code. Conditions and arithmetic are not seen, but nothing is
    /// seen that did not change.
    /// </summary>
    private static void Coarse(BodyContext context, MethodDefinitionHandle method, List<string> tokens, HashSet<MethodDefinitionHandle> seen)
    {
        if (!seen.Add(method) || DecodedBody.Of(context.Image, context.Folding.BodyOf(method)) is not { } body)
        {
            return;
        }

        foreach (var instruction in body.Code)
        {
            switch (instruction.Code)
            {
                case ILOpCode.Ldstr:
                    tokens.Add(Literals.Text(context.Image.Metadata, instruction.Token));
                    break;
                case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Ldftn:
                    Coarse(context, context.Members.Method(instruction.Token), tokens, seen);
                    break;
            }
        }
    }

    private static void Coarse(BodyContext context, Callee callee, List<string> tokens, HashSet<MethodDefinitionHandle> seen)
    {
        if (!callee.Definition.IsNil && context.Folding.IsFolded(callee.Definition))
        {
            Coarse(context, callee.Definition, tokens, seen);
            return;
        }

        // Builders and awaiters, how a string is looked up in a switch, and what only debug builds call.
        var type = callee.Reference.Type;
        var isPlumbing = type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal) || type.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal)
            || type == "System.Diagnostics.Debug" || (type == "System.String" && callee.Reference.Name is "get_Length" or "get_Chars")
            || (!callee.Definition.IsNil && context.Folding.Role(callee.Definition) == MethodRole.Plumbing);
        if (!isPlumbing)
        {
            tokens.Add(FingerprintScope.Plain(callee.Reference.Id));
        }
    }
}

/// <summary>A body has more ways through it than are followed.</summary>
internal sealed class TooComplexException : Exception;
