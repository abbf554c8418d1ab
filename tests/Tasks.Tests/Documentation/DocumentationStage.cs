using IntentContracts.Tasks.Tests.Builds;

namespace IntentContracts.Tasks.Tests.Documentation;

/// <summary>What pages begin with. The shop is built once; whoever needs it built gets a copy.</summary>
internal sealed class DocumentationStage : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PackageFeed _feed;
    private readonly Lazy<string> _approved;
    private int _folders;

    private DocumentationStage(PackageFeed feed)
    {
        _feed = feed;
        feed.Pack("Cli");
        Terminal.Prepare(feed, Home);
        _approved = new(BuildApproved);
    }

    public static DocumentationStage Of(PackageFeed feed) => feed.Once(() => new DocumentationStage(feed));

    public string Home => _folder["home"];

    public void Dispose() => _folder.Dispose();

    public Terminal Empty() => new(_feed, Home, NewFolder());

    /// <summary>A project under git that knows nothing of the package.</summary>
    public Terminal OldService() => Begin(withPackage: false, DocumentedShop.WriteUndeclared);

    /// <summary>The same with the package, what it finds accepted, and then one more endpoint.</summary>
    public Terminal FrozenAndGrown()
    {
        var terminal = Begin(withPackage: true, DocumentedShop.WriteUndeclared);
        terminal.Must("dotnet build -p:IntentBaseline=Accept");
        DocumentedShop.AddEndpoint(new(terminal.Folder));
        return terminal;
    }

    /// <summary>A service that declares, without a lock.</summary>
    public Terminal Declared() => Begin(withPackage: true, DocumentedShop.WriteDeclared);

    /// <summary>The same with an accepted lock and approved bodies on <c>main</c>, and a branch on which something changes.</summary>
    public Terminal Changed(params Action<Consumer>[] changes)
    {
        var folder = NewFolder();
        var terminal = new Terminal(_feed, Home, folder);
        terminal.Must($"""
            cp -a '{_approved.Value}/.' .
            git clone -q --bare . '{folder}.git'
            git remote add origin '{folder}.git'
            git fetch -q origin
            git checkout -q -b change
            """);
        foreach (var change in changes)
        {
            change(new(folder));
        }

        return terminal;
    }

    /// <summary>The same after a build, whatever it says about the change.</summary>
    public Terminal ChangedAndBuilt(params Action<Consumer>[] changes)
    {
        var terminal = Changed(changes);
        terminal.Must("dotnet build || true");
        return terminal;
    }

    public static void InstallTool(Terminal terminal) => terminal.Must("[ -x ~/.dotnet/tools/intent ] || dotnet tool install --global IntentContracts.Cli");

    private string BuildApproved()
    {
        var terminal = Declared();
        terminal.Must("""
            dotnet build -p:IntentLock=Accept -p:IntentLockBodies=true '-p:IntentApprove=*' -p:IntentApprovedBy=@orders -p:IntentToday=2026-11-02
            git add .
            git commit -q -m 'What is promised'
            """);
        return terminal.Folder;
    }

    private Terminal Begin(bool withPackage, Action<Consumer> source)
    {
        var terminal = Empty();
        var shop = new Consumer(terminal.Folder);
        DocumentedShop.Write(shop, withPackage);
        source(shop);
        terminal.Must("""
            git init -q
            git add .
            git commit -q -m 'The shop'
            """);
        return terminal;
    }

    private string NewFolder() => Directory.CreateDirectory(_folder[$"reader {++_folders}"]).FullName;
}
