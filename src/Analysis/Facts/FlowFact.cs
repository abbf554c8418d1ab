namespace IntentContracts.Analysis.Facts;

/// <summary>
/// Order between the sites of one body, on paths without an exception: the edge from a protected block to its handlers is left out, so
/// what a catch does is not said to follow what failed. Kept as basic blocks, since sites are many and blocks are few.
/// </summary>
/// <param name="BlockOfSite">Block index of each site.</param>
/// <param name="Reachable">Row b, bit c: block c can run after block b (through at least one edge). Rows are padded to whole words.</param>
internal sealed record FlowFact(IReadOnlyList<int> BlockOfSite, IReadOnlyList<ulong[]> Reachable)
{
    public static FlowFact None { get; } = new([], []);

    /// <summary>Whether <paramref name="later"/> can run after <paramref name="earlier"/> in one execution of the body.</summary>
    public bool CanFollow(int earlier, int later)
    {
        var from = BlockOfSite[earlier];
        var to = BlockOfSite[later];
        return (from == to && later > earlier) || IsReachable(from, to);
    }

    /// <summary>Whether the site stands in a loop of the body.</summary>
    public bool InLoop(int site) => IsReachable(BlockOfSite[site], BlockOfSite[site]);

    private bool IsReachable(int from, int to) => (Reachable[from][to >> 6] & (1UL << (to & 63))) != 0;
}
