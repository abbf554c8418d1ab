using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace IntentContracts.Benchmarks;

/// <summary>The floor: nobody can be faster than looking at the files.</summary>
internal static unsafe class TouchBytes
{
    /// <summary>Maps each file and reads one byte of every 4 KB page.</summary>
    public static Extraction Pages(string[] files) => Each(files, static (start, length) =>
    {
        long sum = 0;
        for (long at = 0; at < length; at += 4096)
        {
            sum += start[at];
        }

        return sum;
    });

    /// <summary>Maps each file and adds up all its bytes, eight at a time.</summary>
    public static Extraction Sum(string[] files) => Each(files, static (start, length) =>
    {
        ulong sum = 0;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(new ReadOnlySpan<byte>(start, (int)length)))
        {
            sum += word;
        }

        return (long)sum;
    });

    private static Extraction Each(string[] files, Reader read)
    {
        long check = 0;
        foreach (var file in files)
        {
            var length = new FileInfo(file).Length;
            using var mapped = MemoryMappedFile.CreateFromFile(file, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            using var view = mapped.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            try
            {
                check += read(start, length);
            }
            finally
            {
                view.SafeMemoryMappedViewHandle.ReleasePointer();
            }
        }

        return new(0, 0, 0, check);
    }

    private delegate long Reader(byte* start, long length);
}
