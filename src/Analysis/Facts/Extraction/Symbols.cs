using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>Source positions from a portable PDB: embedded, beside the assembly, or handed over; none is fine.</summary>
internal sealed class Symbols : IDisposable
{
    private readonly MetadataReaderProvider? _provider;
    private readonly MetadataReader? _reader;
    private readonly Dictionary<DocumentHandle, int> _documentIndex = [];

    private Symbols(MetadataReaderProvider? provider)
    {
        _provider = provider;
        _reader = provider?.GetMetadataReader();
        var documents = new List<string>();
        if (_reader is not null)
        {
            foreach (var handle in _reader.Documents)
            {
                _documentIndex.Add(handle, documents.Count);
                documents.Add(_reader.GetString(_reader.GetDocument(handle).Name));
            }
        }

        Documents = documents;
    }

    public bool Exist => _reader is not null;

    public IReadOnlyList<string> Documents { get; }

    /// <param name="pdb">The portable PDB's bytes; null to look into the image and beside it.</param>
    public static Symbols Open(AssemblyImage image, byte[]? pdb, bool lookBeside)
    {
        var provider = Find(image, pdb, lookBeside);
        try
        {
            return new(provider);
        }
        catch (Exception e) when (Unreadable.IsDamage(e))
        {
            // Damaged symbols are as good as none: the facts of the code stand without them.
            provider?.Dispose();
            return new(null);
        }
    }

    public MethodSpans Spans(MethodDefinitionHandle method)
    {
        if (_reader is null || MetadataTokens.GetRowNumber(method) > _reader.MethodDebugInformation.Count)
        {
            return MethodSpans.None;
        }

        var points = new List<(int Offset, SourceSpan Span)>();
        try
        {
            foreach (var point in _reader.GetMethodDebugInformation(method).GetSequencePoints())
            {
                points.Add((point.Offset, point.IsHidden || !_documentIndex.TryGetValue(point.Document, out var document)
                    ? SourceSpan.None
                    : new(document, point.StartLine, point.StartColumn, point.EndLine, point.EndColumn)));
            }
        }
        catch (Exception e) when (Unreadable.IsDamage(e))
        {
            return MethodSpans.None;
        }

        return new(points);
    }

    public void Dispose() => _provider?.Dispose();

    /// <summary>Whether a portable PDB is embedded or stands beside the file; it may still turn out not to belong to it.</summary>
    public static bool AreThere(AssemblyImage image) => Embedded(image) is not null || File.Exists(Beside(image));

    private static MetadataReaderProvider? Find(AssemblyImage image, byte[]? pdb, bool lookBeside)
    {
        try
        {
            if (pdb is not null)
            {
                return Matching(image, MetadataReaderProvider.FromPortablePdbImage(ImmutableArray.Create(pdb)));
            }

            if (Embedded(image) is { } entry)
            {
                return image.Pe.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
            }

            return lookBeside && File.Exists(Beside(image))
                ? Matching(image, MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Beside(image))))
                : null;
        }
        catch (Exception e) when (Unreadable.IsDamage(e) || e is OutOfMemoryException)
        {
            // The embedded PDB says how large it is when inflated; damaged, that can be anything.
            return null;
        }
    }

    /// <summary>The assembly names its PDB by id: one of another build would put every site on a wrong line.</summary>
    private static MetadataReaderProvider? Matching(AssemblyImage image, MetadataReaderProvider provider)
    {
        try
        {
            var id = new BlobContentId(provider.GetMetadataReader().DebugMetadataHeader?.Id ?? default);
            foreach (var entry in image.Pe.ReadDebugDirectory())
            {
                if (entry.Type == DebugDirectoryEntryType.CodeView && image.Pe.ReadCodeViewDebugDirectoryData(entry).Guid != id.Guid)
                {
                    provider.Dispose();
                    return null;
                }
            }

            return provider;
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }

    private static DebugDirectoryEntry? Embedded(AssemblyImage image)
    {
        foreach (var entry in image.Pe.ReadDebugDirectory())
        {
            if (entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb)
            {
                return entry;
            }
        }

        return null;
    }

    private static string Beside(AssemblyImage image) => Path.ChangeExtension(image.FileName, ".pdb");
}

/// <summary>The sequence points of one body.</summary>
internal sealed class MethodSpans(IReadOnlyList<(int Offset, SourceSpan Span)> points)
{
    public static MethodSpans None { get; } = new([]);

    /// <summary>The first visible one.</summary>
    public SourceSpan First
    {
        get
        {
            foreach (var point in points)
            {
                if (point.Span.IsKnown)
                {
                    return point.Span;
                }
            }

            return SourceSpan.None;
        }
    }

    /// <summary>The first visible one in a range; none visible there: the last one before it.</summary>
    /// <param name="orBefore">False: none when none is visible there.</param>
    public SourceSpan FirstIn(int start, int end, bool orBefore = true)
    {
        foreach (var point in points)
        {
            if (point.Offset >= start && point.Offset < end && point.Span.IsKnown)
            {
                return point.Span;
            }
        }

        return orBefore ? At(start) : SourceSpan.None;
    }

    /// <summary>The visible one in a range that ends last in the source.</summary>
    public SourceSpan LastIn(int start, int end)
    {
        var last = SourceSpan.None;
        foreach (var point in points)
        {
            if (point.Offset >= start && point.Offset < end && point.Span.IsKnown
                && (point.Span.EndLine > last.EndLine || (point.Span.EndLine == last.EndLine && point.Span.EndColumn > last.EndColumn)))
            {
                last = point.Span;
            }
        }

        return last;
    }

    /// <summary>The last visible one at or before an offset.</summary>
    public SourceSpan At(int offset)
    {
        for (var i = Before(offset); i >= 0; i--)
        {
            if (points[i].Span.IsKnown)
            {
                return points[i].Span;
            }
        }

        return SourceSpan.None;
    }

    /// <summary>Whether a statement begins at an offset.</summary>
    public bool Begins(int offset) => Before(offset) is var i and >= 0 && points[i].Offset == offset && points[i].Span.IsKnown;

    /// <summary>Whether the compiler says that nobody wrote what stands at an offset.</summary>
    public bool IsHidden(int offset) => Before(offset) is var i and >= 0 && !points[i].Span.IsKnown;

    private int Before(int offset)
    {
        int low = 0, high = points.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (points[middle].Offset <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}
