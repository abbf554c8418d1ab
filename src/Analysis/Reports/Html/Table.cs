namespace IntentContracts.Analysis.Reports.Html;

/// <summary>Rows that others name by their number: each is written once, however many paths pass it.</summary>
internal sealed class Table
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _rows = [];

    /// <summary>In the order in which they were first asked for.</summary>
    public IReadOnlyList<string> Rows => _rows;

    /// <summary>The number of a row that is already JSON.</summary>
    public string Of(string row)
    {
        if (!_numbers.TryGetValue(row, out var number))
        {
            number = _rows.Count;
            _numbers.Add(row, number);
            _rows.Add(row);
        }

        return Html.Rows.Number(number);
    }
}
