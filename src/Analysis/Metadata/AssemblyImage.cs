using System.IO.MemoryMappedFiles;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace IntentContracts.Analysis.Metadata;

/// <summary>
/// A PE file in memory: mapped, never copied. Everything that points into it dies with it. Nothing here reads outside the file's length,
/// which is smaller than the mapping (that ends on a page).
/// </summary>
internal sealed unsafe class AssemblyImage : IDisposable
{
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly GCHandle _pin;
    private readonly byte* _start;
    private readonly int _length;
    private readonly Section[] _sections;

    private AssemblyImage(string fileName, byte* start, int length, MemoryMappedFile? file, MemoryMappedViewAccessor? view, GCHandle pin)
    {
        FileName = fileName;
        _start = start;
        _length = length;
        _file = file;
        _view = view;
        _pin = pin;
        Pe = new PEReader(start, length);
        if (!Pe.HasMetadata)
        {
            throw new BadImageFormatException("it has no .NET metadata");
        }

        Metadata = Pe.GetMetadataReader();
        if (!Metadata.IsAssembly)
        {
            throw new BadImageFormatException("it is a module without an assembly manifest");
        }

        Name = Metadata.GetString(Metadata.GetAssemblyDefinition().Name);
        var headers = Pe.PEHeaders.SectionHeaders;
        _sections = new Section[headers.Length];
        for (var i = 0; i < _sections.Length; i++)
        {
            var h = headers[i];
            _sections[i] = new(h.VirtualAddress, h.PointerToRawData, Math.Min(h.SizeOfRawData, Math.Max(h.VirtualSize, h.SizeOfRawData)));
        }
    }

    /// <summary>As the caller named it; for messages.</summary>
    public string FileName { get; }

    /// <summary>The assembly's simple name.</summary>
    public string Name { get; }

    public PEReader Pe { get; }

    public MetadataReader Metadata { get; }

    /// <summary>Maps a file.</summary>
    /// <exception cref="UnreadableAssemblyException">It cannot be opened or is no assembly.</exception>
    public static AssemblyImage Open(string path) => Unreadable.Guard(path, () => Map(path));

    /// <summary>Uses bytes that are already in memory.</summary>
    /// <exception cref="UnreadableAssemblyException">They are no assembly.</exception>
    public static AssemblyImage FromBytes(byte[] image, string fileName) => Unreadable.Guard(fileName, () =>
    {
        var pin = GCHandle.Alloc(image, GCHandleType.Pinned);
        try
        {
            return new AssemblyImage(fileName, (byte*)pin.AddrOfPinnedObject(), image.Length, null, null, pin);
        }
        catch
        {
            pin.Free();
            throw;
        }
    });

    /// <summary>The IL of a method; false when it has none (abstract, extern, native).</summary>
    /// <exception cref="BadImageFormatException">Its header or length points outside the file.</exception>
    public bool TryGetBody(MethodDefinitionHandle method, out MethodBody body)
    {
        var definition = Metadata.GetMethodDefinition(method);
        var rva = definition.RelativeVirtualAddress;

        // The low bits of the implementation flags say IL (0), native, OPTIL or runtime.
        if (rva == 0 || ((int)definition.ImplAttributes & 3) != 0)
        {
            body = default;
            return false;
        }

        foreach (var section in _sections)
        {
            var offset = rva - section.VirtualAddress;
            if (offset >= 0 && offset < section.Size)
            {
                var at = (long)section.FilePointer + offset;
                var end = Math.Min((long)section.FilePointer + section.Size, _length);
                if (section.FilePointer < 0 || at < 0 || at >= end)
                {
                    break;
                }

                body = MethodBody.Parse(_start + at, _start + end);
                return true;
            }
        }

        throw new BadImageFormatException("a method body lies outside the file");
    }

    public void Dispose()
    {
        Pe.Dispose();
        if (_view is not null)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
        }

        _file?.Dispose();
        if (_pin.IsAllocated)
        {
            _pin.Free();
        }
    }

    private static AssemblyImage Map(string path)
    {
        var length = new FileInfo(path).Length;
        if (length is 0 or > int.MaxValue)
        {
            throw new BadImageFormatException(length == 0 ? "the file is empty" : "the file is larger than 2 GB");
        }

        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        MemoryMappedViewAccessor? view = null;
        try
        {
            view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            try
            {
                return new AssemblyImage(path, start, (int)length, file, view, default);
            }
            catch
            {
                view.SafeMemoryMappedViewHandle.ReleasePointer();
                throw;
            }
        }
        catch
        {
            view?.Dispose();
            file.Dispose();
            throw;
        }
    }

    private readonly record struct Section(int VirtualAddress, int FilePointer, int Size);
}
