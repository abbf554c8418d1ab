using System.Security.Cryptography;

namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>Guards as the package brings them into somebody's project.</summary>
[Collection(RealBuilds.Name)]
public sealed class GuardTests(PackageFeed feed)
{
    private const string Source = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using IntentContracts;

        namespace Bank;

        public enum Status { Open, Closed }

        [Invariant("Balance >= 0", Because = "no overdrafts")]
        [StateMachine(nameof(Status), Initial = Status.Open, Terminal = [Status.Closed])]
        public sealed partial class Account
        {
            public Account() => EnsureInvariants();

            public decimal Balance { get; private set; }

            public Status Status { get; private set; }

            [Requires("value >= Balance")]
            public partial decimal Limit { get; set; }

            private decimal LimitCore { get; set; }

            public partial int this[int year] { get; set; }

            private int GetItemCore(int year) => year;

            private void SetItemCore(int year, int value)
            {
            }

            public partial event Action? Changed;

            private event Action? ChangedCore;

            public partial Account(decimal balance);

            private void AccountCore(decimal balance)
            {
                Balance = balance;
                ChangedCore?.Invoke();
            }

            [Requires("amount > 0"), Ensures("Balance == old(Balance) + amount")]
            public partial void Deposit(decimal amount);

            private void DepositCore(decimal amount) => Balance += amount;

            [Transition(From = [Status.Open], To = Status.Closed), Deadline("00:00:05"), Exclusive(Key = "key")]
            public partial Task<int> CloseAsync(string key, CancellationToken cancellationToken = default);

            private async Task<int> CloseAsyncCore(string key, CancellationToken cancellationToken)
            {
                await Task.Yield();
                return key.Length;
            }
        }
        """;

    private const string Program = """
        using Bank;
        using IntentContracts;

        var account = new Account(5);
        account.Deposit(1);
        account.Limit = 10;
        try { account.Deposit(-1); } catch (RequiresViolationException e) { System.Console.WriteLine(e.Message); }
        System.Console.WriteLine($"{account.Balance} {await account.CloseAsync("abc")} {account.Status}");
        """;

    [Fact]
    public void They_hold_without_a_warning_and_two_checkouts_give_the_same_assembly()
    {
        var first = Bank();
        var build = first.Run("build", "Api", "-c", "Release", "-p:PathMap=" + first[""] + "=/_/");
        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.Empty(build.Diagnostics);

        var run = first.Execute("Release");
        Assert.Contains("Account.Deposit requires 'amount > 0'", run.Lines);
        Assert.Contains("6 3 Closed", run.Lines);

        var second = Bank();
        Assert.NotEqual(first[""], second[""]);
        build = second.Run("build", "Api", "-c", "Release", "-p:PathMap=" + second[""] + "=/_/");
        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.Equal(Hash(first), Hash(second));
    }

    [Fact]
    public void Without_the_generator_nothing_compiles()
    {
        var bank = Bank();
        bank.Write("Directory.Build.targets", """
            <Project>
              <Target Name="TakeTheGeneratorAway" BeforeTargets="CoreCompile">
                <ItemGroup>
                  <Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'IntentContracts.Generators'" />
                </ItemGroup>
              </Target>
            </Project>
            """);

        var build = bank.Build();

        Assert.Equal(1, build.ExitCode);
        foreach (var member in new[] { "Account.Limit", "Account.this[int]", "Account.Changed", "Account.Account(decimal)", "Account.Deposit(decimal)", "Account.CloseAsync(string, CancellationToken)" })
        {
            Assert.Contains(build.Diagnostics, d => d.Contains($"'{member}'", StringComparison.Ordinal) && d.Contains(": error CS", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void They_are_compiled_to_what_the_project_says_and_nonsense_is_named()
    {
        var bank = Bank();
        Assert.Equal(0, bank.Build("-p:IntentGuards=Enforce%2CRequires=Off%2CEnsures=Off").ExitCode);
        Assert.Contains("5 3 Closed", bank.Execute("Debug").Lines);

        var build = bank.Build("--no-restore", "-p:IntentGuards=Enforce%2CEverything=Off");
        Assert.Equal(1, build.ExitCode);
        Assert.Contains("error IC9004: IntentGuards is 'Enforce,Everything=Off', in which 'Everything=Off' means nothing", Assert.Single(build.Diagnostics), StringComparison.Ordinal);
    }

    private Shop Bank()
    {
        var bank = new Shop(feed);
        bank.Replace("Api/Api.csproj", "Microsoft.NET.Sdk.Web", "Microsoft.NET.Sdk");
        bank.Replace("Api/Api.csproj", "<ItemGroup>", "<PropertyGroup><OutputType>Exe</OutputType><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup><ItemGroup>");
        bank.Write("Api/Program.cs", Program);
        bank.Write("Api/Account.cs", Source);
        return bank;
    }

    private static string Hash(Shop bank) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(bank["Api/bin/Release/net10.0/Api.dll"])));
}
