using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IntentContracts.Generators.Parsing;

/// <summary>
/// Tells which compilations declare the same: those between which only bodies, initializers and trivia were edited. What is read from symbols alone is then the
/// same as well, and an edit in one body does not ask all the others again.
/// </summary>
/// <remarks>Compilations are held weakly: the driver keeps the one of its last run alive as long as it is of use here.</remarks>
internal sealed class SameDeclarations
{
    private readonly object _gate = new();
    private readonly ConditionalWeakTable<Compilation, object> _known = new();
    private WeakReference<CSharpCompilation>? _last;

    /// <summary>One object for all compilations that declare the same.</summary>
    public object As(Compilation compilation, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(compilation, out var known))
        {
            return known;
        }

        lock (_gate)
        {
            if (_known.TryGetValue(compilation, out known))
            {
                return known;
            }

            var now = (CSharpCompilation)compilation;
            var same = _last is not null && _last.TryGetTarget(out var last) && AreSame(last, now, cancellationToken) && _known.TryGetValue(last, out known) ? known : new object();
            _known.Add(compilation, same);
            _last = new(now);
            return same;
        }
    }

    private static bool AreSame(CSharpCompilation before, CSharpCompilation after, CancellationToken cancellationToken)
    {
        if (before.AssemblyName != after.AssemblyName
            || !before.Options.Equals(after.Options)
            || !before.ExternalReferences.SequenceEqual(after.ExternalReferences)
            || before.SyntaxTrees.Length != after.SyntaxTrees.Length)
        {
            return false;
        }

        for (var i = 0; i < before.SyntaxTrees.Length; i++)
        {
            if (!AreSame(before.SyntaxTrees[i], after.SyntaxTrees[i], cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreSame(SyntaxTree before, SyntaxTree after, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(before, after))
        {
            return true;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return before.FilePath == after.FilePath
            && before.Options.Equals(after.Options)
            && SyntaxFactory.AreEquivalent(before, after, topLevel: true)
            && Directives(before, cancellationToken).SequenceEqual(Directives(after, cancellationToken), StringComparer.Ordinal);
    }

    // Directives are trivia, and #nullable changes what a declaration means.
    private static IEnumerable<string> Directives(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var root = tree.GetRoot(cancellationToken);
        if (root.ContainsDirectives)
        {
            for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
            {
                yield return directive.ToString();
            }
        }
    }
}
