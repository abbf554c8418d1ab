using IntentContracts.Architecture.Tests.Reading;

namespace IntentContracts.Architecture.Tests.Flow;

/// <summary>Rooms whose output depends on their input alone: no file, no console, no environment, no clock, no culture, no chance.</summary>
public sealed class PurityTests
{
    private static readonly string[] s_types =
    [
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo",
        "System.Console", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Random", "System.AppDomain", "System.Net.Http.HttpClient",
    ];

    private static readonly string[] s_members =
    [
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today", "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow",
        "System.Guid::NewGuid", "System.IO.Path::GetFullPath", "System.IO.Path::GetTempPath", "System.Globalization.CultureInfo::get_CurrentCulture",
        "System.Globalization.CultureInfo::get_CurrentUICulture", "System.Threading.Thread::Sleep",
        "System.IO.StreamReader::.ctor(String)", "System.IO.StreamWriter::.ctor(String)",
        // Both end lines as the machine does.
        "System.Text.StringBuilder::AppendLine", "System.IO.TextWriter::WriteLine",
    ];

    [Theory]
    [InlineData("Analysis", "IntentContracts.Analysis.Catalogues")]
    [InlineData("Analysis", "IntentContracts.Analysis.Flow")]
    [InlineData("Analysis", "IntentContracts.Analysis.Graph")]
    [InlineData("Analysis", "IntentContracts.Analysis.Rules")]
    [InlineData("Analysis", "IntentContracts.Analysis.Findings")]
    [InlineData("Analysis", "IntentContracts.Analysis.Reports")]
    [InlineData("Generators", "IntentContracts.Generators")]
    [InlineData("CodeFixes", "IntentContracts.CodeFixes")]
    public void RoomHasNoSideEffectsAndNoChance(string assembly, string room)
    {
        var types = Compiled.Written(Compiled.Named(assembly)).Where(t => (t.Namespace + ".").StartsWith(room + ".", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(types);
        Violations.None(
            from type in types
            from member in Uses.OfMembers(type)
            where IsForbidden(member)
            select type.FullName + " uses " + member);
    }

    // Every iterator asks for the thread that it was made on; that is the compiler's, and nothing depends on it.
    private static bool IsForbidden(string member) =>
        s_members.Contains(member)
        || s_types.Contains(member[..member.IndexOf("::", StringComparison.Ordinal)])
        || (member.StartsWith("System.Environment::", StringComparison.Ordinal) && !member.EndsWith("::get_CurrentManagedThreadId", StringComparison.Ordinal));
}
