namespace Orders.Api.Demo;

/// <summary>Prints what was measured beside what was promised, and remembers whether they differed.</summary>
internal sealed class Scorecard(TextWriter output)
{
    private int _checks;

    public int Failed { get; private set; }

    public void Scene(string title)
    {
        output.WriteLine();
        output.WriteLine(title);
    }

    public void Check<T>(string what, T expected, T measured)
    {
        _checks++;
        if (EqualityComparer<T>.Default.Equals(expected, measured))
        {
            output.WriteLine($"  held    {what}: {measured}");
            return;
        }

        Break($"{what}: {measured}, expected {expected}");
    }

    /// <summary>Something that had to happen did not.</summary>
    public void Break(string what)
    {
        Failed++;
        output.WriteLine($"  BROKEN  {what}");
    }

    public void Note(string text) => output.WriteLine($"          {text}");

    public void Conclude()
    {
        output.WriteLine();
        output.WriteLine(Failed == 0 ? $"All {_checks} checks held." : $"BROKEN: {Failed}. What is declared does not hold.");
    }
}
