using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// <c>while (true) { var file = $"part{n}.tmp"; try { File.Create(file); break; } catch (IOException) { n++; } }</c>, <c>row = row.Previous</c>: each turn tries another name, or the next one of several. A failure says that it is not this one; that is a search, and no retry.
/// </summary>
internal sealed class SearchLoops(RuleContext context)
{
    private const string Interpolated = "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler";

    public bool Are(MethodNode node, RetryLoop loop)
    {
        if (loop.Region is not { } region || loop.IsRecursive)
        {
            return false;
        }

        var method = node.Method;
        List<Flow.Loop> inner = [.. context.Flows.Of(method).Loops.Where(l => l.Head != loop.Head && l.Blocks.Count < loop.Blocks.Count && l.Blocks.All(loop.Blocks.Contains))];
        HashSet<string> numbers = [.. method.Body.Steps.Where(s => s.Kind == StepKind.Increment && IsBeside(s.Block) && !IsSetAnew(s.Slot)).Select(s => s.Slot)];
        var inputs = new NextInputs(method, IsBeside, loop.Blocks.Contains);
        if (numbers.Count == 0 && !inputs.Exist)
        {
            return false;
        }

        // What is made in a turn of where the turn stands: the name of a file, an address.
        var made = new HashSet<int>();
        var text = false;
        for (var i = 0; i < method.Sites.Count; i++)
        {
            var site = method.Sites[i];
            var block = method.Body.BlockOfSite[i];
            if (!loop.Blocks.Contains(block) || region.Handler.Contains(block) || region.Filter.Contains(block) || IsAside(node, i))
            {
                continue;
            }

            var isText = site.Target.Type == Interpolated;
            var isGiven = IsOf(site.Receiver) || site.Arguments.Any(IsOf);
            text = (text && !(isText && site.Target.Name == ".ctor")) || (isText && isGiven);
            if (region.Try.Contains(block) && !isText && !Swallowing.Recording.IsTrivial(site.Target) && (inputs.AreGivenTo(site) || ((IsMade(site.Receiver) || site.Arguments.Any(IsMade)) && (context.Retries.LeadsOut(node, i) || Swallowing.Throwables.IsOfFiles(site.Target)))))
            {
                return true;
            }

            if ((isText && site.Target.Name == "ToStringAndClear" && text) || (isGiven && !isText))
            {
                made.Add(i);
            }
        }

        return false;

        // Where a loop inside goes on is none of this one, nor what each turn begins anew.
        bool IsBeside(int block) => loop.Blocks.Contains(block) && !region.Try.Contains(block) && !inner.Exists(l => l.Contains(block));

        bool IsSetAnew(string slot) => method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == slot && loop.Blocks.Contains(s.Block) && !NextInputs.IsOfItself(method, s));

        bool IsOf(ValueFact value) => IsMade(value) || (value.Kind == ValueKind.Local && numbers.Contains(value.Text)) || value.Elements.Any(e => e.Kind == ValueKind.Local && numbers.Contains(e.Text));

        bool IsMade(ValueFact value) => value.Kind switch
        {
            ValueKind.Local => inputs.Are(value) || method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text && loop.Blocks.Contains(s.Block) && s.Value.Kind == ValueKind.Result && Values.Index(s.Value) is { } from && made.Contains(from)),
            ValueKind.Result or ValueKind.New => inputs.Are(value) || (Values.Index(value) is { } index && made.Contains(index)),
            ValueKind.Many => value.Elements.Any(IsMade),
            _ => false,
        };
    }

    /// <summary>A pause grows, and a log says which attempt it is, in a retry as well.</summary>
    private bool IsAside(MethodNode node, int site) =>
        node.Method.Sites[site].Target is var target
        && (target.Name is "Delay" or "Sleep" || target.Type is "System.TimeSpan" or "System.Math" or "System.Console" or "System.Threading.CancellationTokenSource"
            || context.FailureAnalysis.Recording.IsRecord(node.Method.Sites[site]) || (target.Returns is null or { Name: "System.Void" } && node.EdgesAt(site).Any(e => context.FailureAnalysis.Recording.Records(e.To))));
}
