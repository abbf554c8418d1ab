namespace IntentContracts.Cli.Terminals;

/// <summary>Rows whose cells stand below each other: two blanks between columns, no lines around them, so that a person and grep can both read it.</summary>
internal sealed class Columns
{
    private const int Gap = 3;
    private const int Widest = 80;

    private readonly List<Row> _rows = [];

    /// <summary>A row; a cell is a few pieces.</summary>
    public void Add(string indent, params IReadOnlyList<IReadOnlyList<Ink>> cells) => _rows.Add(new(indent, cells));

    public void Print(Terminal terminal)
    {
        var count = _rows.Count == 0 ? 0 : _rows.Max(r => r.Cells.Count);
        var widths = new int[count];
        foreach (var row in _rows)
        {
            for (var c = 0; c < row.Cells.Count; c++)
            {
                // One very long cell does not push all others out of sight.
                var width = Width(row, c);
                widths[c] = width <= Widest ? Math.Max(widths[c], width) : widths[c];
            }
        }

        foreach (var row in _rows)
        {
            terminal.Line([.. Pieces(row, widths)]);
        }
    }

    private static IEnumerable<Ink> Pieces(Row row, int[] widths)
    {
        yield return Ink.Layout(row.Indent);
        var last = row.Cells.Count - 1;
        while (last > 0 && Width(row, last) == 0)
        {
            last--;
        }

        for (var c = 0; c <= last; c++)
        {
            foreach (var piece in row.Cells[c])
            {
                yield return piece;
            }

            // An empty column takes no room.
            if (c < last && widths[c] > 0)
            {
                yield return Ink.Layout(new(' ', Math.Max(0, widths[c] - Width(row, c)) + Gap));
            }
        }
    }

    private static int Width(Row row, int cell) => (cell == 0 ? row.Indent.Length : 0) + row.Cells[cell].Sum(p => p.Width);

    private sealed record Row(string Indent, IReadOnlyList<IReadOnlyList<Ink>> Cells);
}
