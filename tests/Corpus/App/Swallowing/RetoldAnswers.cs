namespace Corpus.Swallowing.RetoldAnswers;

public sealed class CodeException(string message, Exception? inner = null) : Exception(message, inner);

public sealed class PlainException(string message) : Exception(message);

public sealed class Codes(HttpClient http)
{
    // case: it repeats what the other one says, and has a place for it
    public async Task<int> ChapterAsync(string code)
    {
        try
        {
            return int.Parse(await http.GetStringAsync("/codes/" + code));
        }
        catch (FormatException e)
        {
            throw new CodeException($"code {code}: {e.Message}"); // expect: IC2105
        }
    }

    // look-alike: it says better what is wrong
    public async Task<int> HeadingAsync(string code)
    {
        try
        {
            return int.Parse(await http.GetStringAsync("/codes/" + code));
        }
        catch (FormatException)
        {
            throw new CodeException($"code {code} has no number");
        }
    }

    // look-alike: it holds it
    public async Task<int> LineAsync(string code)
    {
        try
        {
            return int.Parse(await http.GetStringAsync("/codes/" + code));
        }
        catch (FormatException e)
        {
            throw new CodeException($"code {code}: {e.Message}", e);
        }
    }

    // look-alike: it has no place for it
    public async Task<int> NoteAsync(string code)
    {
        try
        {
            return int.Parse(await http.GetStringAsync("/codes/" + code));
        }
        catch (FormatException e)
        {
            throw new PlainException($"code {code}: {e.Message}");
        }
    }
}
