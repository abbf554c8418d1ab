namespace Corpus.Swallowing.Arithmetic;

public sealed class Archive
{
    // look-alike: no disk is asked for what stands above a path
    public string Shelf(string path)
    {
        try
        {
            return Directory.GetParent(path)?.FullName ?? Path.GetFullPath(path);
        }
        catch (Exception)
        {
            return "";
        }
    }

    // case: the disk is asked for what stands in it
    public string[] Boxes(string path)
    {
        try
        {
            return Directory.GetFiles(path);
        }
        catch (Exception) // expect: IC2102
        {
            return [];
        }
    }

    // look-alike: a page is put together in memory
    public byte[] Page(string text)
    {
        var page = new MemoryStream();
        try
        {
            using var writer = new StreamWriter(page, leaveOpen: true);
            writer.Write(text);
            writer.Flush();
        }
        catch (Exception)
        {
            return [];
        }

        return page.ToArray();
    }

    // case: a page is put on a disk
    public bool Put(string text, string path)
    {
        try
        {
            using var writer = new StreamWriter(path);
            writer.Write(text);
            writer.Flush();
        }
        catch (Exception) // expect: IC2102
        {
            return true;
        }

        return true;
    }
}
