using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>
/// What was read from a syntax node, for as long as what it was read from is the same. Roslyn asks every node of every file again whenever any file has
/// changed, because it cannot know what a transform has looked at; this does.
/// </summary>
internal sealed class Remembered<T>
    where T : class
{
    private readonly ConditionalWeakTable<SyntaxNode, Entry> _entries = new();

    /// <param name="node">Nodes of an unchanged file are the very same.</param>
    /// <param name="circumstances">All that counts besides, as one object.</param>
    public bool TryGet(SyntaxNode node, object circumstances, Compilation compilation, out T? value)
    {
        value = null;
        if (!_entries.TryGetValue(node, out var entry) || !ReferenceEquals(entry.Circumstances, circumstances))
        {
            return false;
        }

        foreach (var tree in entry.Trees)
        {
            if (!compilation.ContainsSyntaxTree(tree))
            {
                return false;
            }
        }

        value = entry.Value;
        return true;
    }

    /// <param name="trees">Other files whose bodies, places or trivia were looked at.</param>
    public T? Put(SyntaxNode node, object circumstances, IReadOnlyList<SyntaxTree> trees, T? value)
    {
        _entries.Remove(node);
        try
        {
            _entries.Add(node, new(circumstances, trees, value));
        }
        catch (ArgumentException)
        {
            // Another thread was faster; the next run decides which of the two is of use.
        }

        return value;
    }

    private sealed class Entry(object circumstances, IReadOnlyList<SyntaxTree> trees, T? value)
    {
        public object Circumstances { get; } = circumstances;

        public IReadOnlyList<SyntaxTree> Trees { get; } = trees;

        public T? Value { get; } = value;
    }
}
