using System.Reflection;

namespace IntentContracts.Analysis.Tests;

public sealed class CheckFileTests
{
    private static readonly CheckOptions Full = new()
    {
        Project = "Shop = \"web\"",
        ProjectFile = "/src/Shop Web/Shop.csproj",
        SourceRoot = "/src",
        DocumentsFolder = "/src/docs",
        FactsFolder = "/src/Shop Web/obj/facts",
        Assembly = new("/src/Shop Web/obj/Shop.dll", "/src/Shop Web"),
        OwnReferences = [new("/src/A/bin/A.dll", "/src/A"), new("/src/B\\n\tb/B.dll", null)],
        OtherReferences = ["/packages/x=y.dll", "/packages/new\nline.dll"],
        Mode = CheckMode.Observe,
        BaselineFile = "/src/Shop Web/intent.baseline",
        Baseline = BaselineMode.Prune,
        FirstRunLimit = 50,
        Levels = [new("Shop.Old", CheckMode.Declare)],
        WarningsNotAsErrors = ["IC1401"],
        Scope = CheckScope.All,
        EnforcementWasAskedFor = true,
        IsProgram = true,
        Catalogues = ["/src/own.txt"],
        EntryPoints = ["M:Shop.*"],
        PathRewrites = [new("/src", "/_")],
        Lock = CheckLock.Accept,
        LockFile = "/src/Shop Web/intent.lock",
        LockBodies = true,
        Approve = "M:Shop.Orders.Place;*",
        ApprovedBy = "@payments",
        Today = new(2026, 11, 26, 0, 0, 0, DateTimeKind.Utc),
    };

    /// <summary>Also fails for an option that somebody adds and neither side of the file knows.</summary>
    [Fact]
    public void EveryOptionComesBack()
    {
        var back = CheckFile.Read(CheckFile.Write(Full));

        Assert.All(typeof(CheckOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance), property =>
        {
            var value = property.GetValue(Full);
            Assert.False(value is null or "" or false or 0 or System.Collections.ICollection { Count: 0 }, property.Name + " has its default here, which proves nothing");
            Assert.Equal(value, property.GetValue(back));
        });
    }

    [Fact]
    public void WhatIsSwitchedOffStaysOff() => Assert.False(CheckFile.Read(CheckFile.Write(Full with { Html = false })).Html);

    [Fact]
    public void TheSameOptionsGiveTheSameBytes() => Assert.Equal(CheckFile.Write(Full), CheckFile.Write(CheckFile.Read(CheckFile.Write(Full))));

    [Theory]
    [InlineData("", "it does not begin as the build writes it")]
    [InlineData("# IntentContracts check 0", "it was written by another version of IntentContracts")]
    [InlineData("# IntentContracts check 1: what the build asked. Of this machine; not to be committed.\nnonsense", "the line 'nonsense' is no Name=value")]
    [InlineData("# IntentContracts check 1: what the build asked. Of this machine; not to be committed.\nProject=A", "it does not say ProjectFile")]
    public void DamageIsNamed(string text, string message) => Assert.Equal(message, Assert.Throws<FormatException>(() => CheckFile.Read(text)).Message);
}
