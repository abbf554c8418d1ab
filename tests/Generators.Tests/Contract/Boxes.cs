namespace IntentContracts.Tests.Generators.Contract;

/// <summary>One class for each way to return later, all with the same conditions, transition and invariant: the scenarios run over all of them.</summary>
internal static class Boxes
{
    private static readonly (string Name, string Type, string Before, string After, string ToTask)[] Kinds =
    [
        ("Task", "Task", "", "", ""),
        ("TaskOfInt", "Task<int>", "", "", ""),
        ("ValueTask", "ValueTask", "new ValueTask(", ")", ".AsTask()"),
        ("ValueTaskOfInt", "ValueTask<int>", "new ValueTask<int>(", ")", ".AsTask()"),
    ];

    public static string Source()
    {
        var boxes = new List<string>();
        foreach (var (name, type, before, after, toTask) in Kinds)
        {
            var awaited = type.Contains('<', StringComparison.Ordinal) ? "return await behave!();" : "await behave!();";
            boxes.Add(Box(name, type, toTask, $"private {type} ActCore(Func<Task<int>>? behave) {{ Balance++; Status = Status.Closed; return {before}behave!(){after}; }}"));
            boxes.Add(Waiting(name, type, toTask, $"private async {type} ActCore(Func<Task<int>>? behave, CancellationToken stop) {{ Balance++; Status = Status.Closed; {awaited} }}"));
            boxes.Add(Box("Async" + name, type, toTask, $"private async {type} ActCore(Func<Task<int>>? behave) {{ Balance++; Status = Status.Closed; {awaited} }}"));
        }

        return string.Join("\n", boxes) + $$"""

            public static partial class Boxes
            {
                /// <summary>Those whose core is no async method: what it does synchronously, its caller sees.</summary>
                public static IBox[] Direct() => [{{string.Join(", ", Kinds.Select(k => $"new {k.Name}Box()"))}}];

                public static IBox[] Async() => [{{string.Join(", ", Kinds.Select(k => $"new Async{k.Name}Box()"))}}];

                /// <summary>Those with every guard that waits around an async core.</summary>
                public static IBox[] Waiting() => [{{string.Join(", ", Kinds.Select(k => $"new Waiting{k.Name}Box()"))}}];
            }
            """;
    }

    private static string Box(string name, string type, string toTask, string core) =>
        $$"""
        [Invariant("Balance >= 0"), StateMachine(nameof(Status), Initial = Status.Open, Terminal = [Status.Closed])]
        public sealed partial class {{name}}Box : IBox
        {
            public int Balance { get; set; }
            public Status Status { get; private set; }
            public {{name}}Box() { EnsureInvariants(); }
            Task IBox.Act(Func<Task<int>>? behave) => Act(behave){{toTask}};

            [Requires("behave != null"), Ensures("Balance == old(Balance) + 1"), Transition(From = [Status.Open], To = Status.Closed)]
            public partial {{type}} Act(Func<Task<int>>? behave);
            {{core}}
        }

        """;

    private static string Waiting(string name, string type, string toTask, string core) =>
        $$"""
        [Invariant("Balance >= 0"), StateMachine(nameof(Status), Initial = Status.Open, Terminal = [Status.Closed])]
        public sealed partial class Waiting{{name}}Box : IBox
        {
            private readonly ITransactionRunner _runner = new FakeRunner([]);
            private readonly Guid _id = Guid.NewGuid();
            public int Balance { get; set; }
            public Status Status { get; private set; }
            public Waiting{{name}}Box() { EnsureInvariants(); }
            Task IBox.Act(Func<Task<int>>? behave) => Act(behave, default){{toTask}};

            [TransactionBoundary, RetryPolicy(MaxAttempts = 1), Idempotent(Key = "_id", Scope = "\"suite\""), Exclusive(Key = "_id"), Deadline("00:01:00")]
            [Requires("behave != null"), Ensures("Balance == old(Balance) + 1"), Transition(From = [Status.Open], To = Status.Closed)]
            public partial {{type}} Act(Func<Task<int>>? behave, CancellationToken stop);
            {{core}}
        }

        """;
}
