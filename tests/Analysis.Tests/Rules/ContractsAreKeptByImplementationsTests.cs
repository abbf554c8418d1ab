namespace IntentContracts.Analysis.Tests.Rules;

public sealed class ContractsAreKeptByImplementationsTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    private const string Contract = """
        namespace Contract
        {
            public interface IPay
            {
                [Requires("amount > 0")]
                void Pay(int amount);

                void Plain(int amount);

                [Ensures("result >= 0")]
                int Balance { get; set; }

                void Send([Requires("to.Length > 0")] string to);
            }

            public abstract class Payer
            {
                [Requires("amount > 0")]
                public abstract void Hand(int amount);
                public abstract void Free(int amount);
            }
        }

        """;

    [Theory, MemberData(nameof(BothConfigurations))]
    public void An_implementation_without_a_guard_is_an_error(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }
            .Add("Contracts", Contract)
            .Add("Shop", """
                public class Wallet : Contract.IPay
                {
                    private int _amount;
                    public void Pay(int amount) => _amount = amount; // error IC5001
                    public void Plain(int amount) { }
                    public int Balance
                    {
                        get { return _amount; } // error IC5001
                        set { _amount = value; }
                    }
                    public void Send(string to) => Console.WriteLine(to); // error IC5001
                }
                public class Purse : Contract.Payer
                {
                    public override void Hand(int amount) => Console.WriteLine(amount); // error IC5001
                    public override void Free(int amount) { }
                }
                """);

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();

        Assert.Contains("Wallet.Pay implements IPay.Pay, which declares [Requires], and checks nothing · make it partial, with the body in PayCore", messages);
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Guarded_explicit_decorating_and_unrelated_members_are_none(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }
            .Add("Contracts", Contract)
            .Add("Shop", """
                public partial class Wallet : Contract.IPay
                {
                    private int _amount;
                    public partial void Pay(int amount);
                    private void PayCore(int amount) => _amount = amount;
                    public void Plain(int amount) { }
                    public partial int Balance { get; set; }
                    private int BalanceCore { get; set; }
                    public partial void Send(string to);
                    private void SendCore(string to) { }
                }
                public partial class Hidden : Contract.IPay
                {
                    void Contract.IPay.Pay(int amount) => Pay(amount);
                    [Requires("amount > 0")]
                    public partial void Pay(int amount);
                    private void PayCore(int amount) { }
                    void Contract.IPay.Plain(int amount) { }
                    public partial int Balance { get; set; }
                    private int BalanceCore { get; set; }
                    public partial void Send(string to);
                    private void SendCore(string to) { }
                }
                public class Logged(Contract.IPay inner) : Contract.IPay
                {
                    public void Pay(int amount) { Console.WriteLine(amount); inner.Pay(amount); }
                    public void Plain(int amount) => inner.Plain(amount);
                    public int Balance { get => inner.Balance; set => inner.Balance = value; }
                    public void Send(string to) => inner.Send(to);
                }
                public class Stranger
                {
                    public void Pay(int amount) { }
                }
                public partial class Purse : Contract.Payer
                {
                    public sealed override partial void Hand(int amount);
                    private void HandCore(int amount) { }
                    public override void Free(int amount) { }
                }
                """);

        solution.Verify();
    }
}
