namespace IntentContracts.Benchmarks;

/// <summary>A comparison of speeds means something only while both do the same.</summary>
internal static class Agreement
{
    public static void Check(string[] files)
    {
        var ours = OurExtraction.Run(files);
        var cecil = CecilExtraction.Run(files);
        if (ours != cecil)
        {
            throw new InvalidOperationException($"the decoders disagree: ours {ours}, Cecil {cecil}");
        }
    }
}
