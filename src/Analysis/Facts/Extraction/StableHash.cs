using System.Globalization;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>FNV-1a, 64 bits: the same on every runtime, which string.GetHashCode is not. Names things; protects nothing.</summary>
internal struct StableHash
{
    private const ulong Prime = 1099511628211;
    private ulong _value;

    public static StableHash Start() => new() { _value = 14695981039346656037 };

    public void Add(string text)
    {
        foreach (var c in text)
        {
            _value = (_value ^ c) * Prime;
        }

        // A separator, so that "ab","c" and "a","bc" differ.
        _value = (_value ^ 0xFFFF) * Prime;
    }

    /// <summary>The first 12 hex digits.</summary>
    public override readonly string ToString() => _value.ToString("x16", CultureInfo.InvariantCulture).Substring(0, 12);
}
