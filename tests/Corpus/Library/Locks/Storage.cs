namespace Corpus.Library.Locks;

// case: a library's member waits, and a caller in another assembly holds a lock (see App/Locks/Waits.cs, Mirror)
/// <summary>A store whose members wait, or do not: what a caller with a lock has to know.</summary>
public sealed class Storage(HttpClient http)
{
    private readonly object _gate = new();

    public object Gate => _gate;

    public string Download(string path)
    {
        return http.GetStringAsync(path).Result; // expect: IC1002
    }

    public static int Length(string text) => text.Length;

    public void Pause() => Thread.Sleep(0);
}
