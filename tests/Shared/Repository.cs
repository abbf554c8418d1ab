namespace IntentContracts.Tests;

/// <summary>The checkout that these tests were built from, found from where they run: a deterministic build has no absolute path to offer.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The file on this machine for what <c>[CallerFilePath]</c> said; CI builds map the checkout to <c>/_/</c>.</summary>
    public static string Locate(string callerFile) =>
        callerFile.StartsWith("/_/", StringComparison.Ordinal) ? Path.Combine(Root, callerFile["/_/".Length..]) : callerFile;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IntentContracts.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No folder above " + AppContext.BaseDirectory + " holds IntentContracts.sln.");
    }
}
