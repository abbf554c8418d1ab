using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Tests.Generators.Pipeline;

/// <summary>Makes sources out of one that has everything: as typing leaves them, and as somebody writes them who wants to get out of an attribute's string.</summary>
internal sealed class FuzzMutations
{
    private static readonly string[] Hostile =
    [
        "true; } } class X {", "\"); } } class X {", "*/", "/* ", "// ", "true // ", "true /* x", "\n", "true\n#line 1 \"x\"\ntrue", "#line hidden", "#if false\n", "\r\n", "\u2028", "\u0085", "\"\"\"", "\"\"\"\"", "$\"{", "$\"{N}\" != null",
        "$\"{(N > 0 ? \"}\" : \"{\")}\" != \"\"", "@\"\"\"", "'", "'\"'", "\\", "{", "}", "{{", "}}", "(", ")", "(N", "N)", "N, N", "N; N", "N => N", "out N", "ref N", "name: N", "N is { } x", "N is int x && x > 0", "old(N)", "old(old(N))",
        "old(", "result", "result is null", "default", "default!", "this", "base.N > 0", "nameof(N) == \"\"", "typeof(X<>) != null", "throw null", "await N", "N = 1", "N++", "from x in y select x", "new { N }.N > 0", "stackalloc int[1]", "\0", "\ud800",
        "\udc00", "\ud83d\ude00 == null", "\u202e", "global::System.Environment.Exit(0)", "async", "yield", "field", "value", "checked(N) > 0", "N switch { 1 => true, _ => false }", "[|N|]", "a b", "x => x", "(x) => { return x; }", "delegate { }", "sizeof(int) > 0",
        "N < N > (N)", "N < (N) > N", "a < b, c > (d)", "\t", " ", "", "\ufeff", "\u200b", "unsafe { }", "operator +", "\"\"u8.Length > 0", "nameof(N) + \"*/\" != \"\"", "\"// \" != \"\"", "1 /* */ > 0", "true || /**/ true",
    ];

    private readonly Random _random;
    private readonly string[] _tokens;
    private readonly (string Text, int Member, bool IsString)[] _seed;
    private readonly string[][] _members;

    public FuzzMutations(int seed)
    {
        _random = new(seed);
        var root = CSharpSyntaxTree.ParseText(FuzzSeed.Source, Compile.ParseOptions).GetRoot();
        var tokens = root.DescendantTokens().ToList();
        _tokens = [.. tokens.Select(t => t.ToFullString())];
        var members = root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(m => m is not (BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)).ToList();
        _seed = [.. tokens.Select(t => (t.ToFullString(), members.FindIndex(m => m.FullSpan.Contains(t.SpanStart)), t.IsKind(SyntaxKind.StringLiteralToken)))];
        _members = [.. members.Select(m => m.DescendantTokens().Select(t => t.ToFullString()).ToArray())];
    }

    public string Next()
    {
        // Some of the members: a small source is quick, and leaves out what others need.
        var kept = _members.Select(_ => _random.Next(5) < 2).ToArray();
        var source = _seed.Where(t => t.Member < 0 || kept[t.Member]).ToList();
        return _random.Next(3) switch
        {
            0 => WithHostileStrings(source),
            1 => string.Concat(Typed(source.Select(t => t.Text))),
            _ => string.Concat(Typed(WithSwappedMembers(source.Select(t => t.Text)))),
        };
    }

    // The rest of the source stays right: what comes out of the string is then the only thing that can be wrong.
    private string WithHostileStrings(List<(string Text, int Member, bool IsString)> source)
    {
        var strings = source.Select((t, i) => (t.IsString, Index: i)).Where(t => t.IsString).Select(t => t.Index).ToList();
        for (var times = _random.Next(1, 6); times > 0; times--)
        {
            source[strings[_random.Next(strings.Count)]] = (Literal(Text()) + " ", -1, true);
        }

        return string.Concat(source.Select(t => t.Text));
    }

    private string Text()
    {
        if (_random.Next(200) == 0)
        {
            return new string("x(!\"{"[_random.Next(5)], 100_000);
        }

        var text = new StringBuilder();
        for (var times = _random.Next(1, 4); times > 0; times--)
        {
            text.Append(Hostile[_random.Next(Hostile.Length)]).Append(_random.Next(2) == 0 ? " && " : "");
        }

        return text.ToString();
    }

    private string Literal(string text)
    {
        var isPlain = !text.Any(c => c < ' ' || char.IsSurrogate(c) || c is '\u2028' or '\u0085');
        return _random.Next(3) switch
        {
            0 when isPlain => "@\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"",
            1 when isPlain && !text.StartsWith('"') && !text.EndsWith('"') && text.Length > 0 => "\"\"\"\"\"" + text + "\"\"\"\"\"",
            _ => SymbolDisplay.FormatLiteral(text, quote: true),
        };
    }

    private List<string> WithSwappedMembers(IEnumerable<string> tokens)
    {
        var source = tokens.ToList();
        for (var times = _random.Next(1, 4); times > 0; times--)
        {
            source.InsertRange(_random.Next(source.Count), _members[_random.Next(_members.Length)]);
        }

        return source;
    }

    // Tokens lost, doubled, swapped or cut off.
    private List<string> Typed(IEnumerable<string> tokens)
    {
        var mutated = tokens.ToList();
        for (var times = _random.Next(1, 8); times > 0; times--)
        {
            var at = _random.Next(mutated.Count);
            switch (_random.Next(6))
            {
                case 0:
                    mutated.RemoveAt(at);
                    break;
                case 1:
                    mutated.Insert(at, _tokens[_random.Next(_tokens.Length)]);
                    break;
                case 2:
                    mutated[at] = _tokens[_random.Next(_tokens.Length)];
                    break;
                case 3:
                    mutated.RemoveRange(at, _random.Next(Math.Min(12, mutated.Count - at)));
                    break;
                case 4:
                    mutated.Insert(at, Literal(Text()));
                    break;
                default:
                    mutated[at] = mutated[at][.._random.Next(mutated[at].Length)];
                    break;
            }
        }

        return _random.Next(20) == 0 ? [.. mutated.Take(_random.Next(mutated.Count))] : mutated;
    }
}
