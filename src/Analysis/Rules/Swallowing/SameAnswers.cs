using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Whether two answers of a method are one and the same: nobody who gets them can tell which way it went.</summary>
internal static class SameAnswers
{
    private const int Deepest = 4;
    private const int DeepestHanded = 6;

    private static readonly SameValues Same = new(IsOne, IsValue);
    private static readonly SameValues SameOrRead = new(IsOne, static made => IsValue(made) || made.Target is { HasReceiver: true, ParameterCount: 0 } target && target.Name.StartsWith("get_", StringComparison.Ordinal));

    public static bool Are(MethodFact method, ValueFact a, ValueFact b) => Same.Are(method, a, b, Deepest) && !IsFilled(method, a) && !IsFilled(method, b);

    /// <summary>
    /// The same for what is handed to somebody instead of being returned, and may say again what both ways have asked of the same object: <c>new Accepted(context.Message.Id)</c>. What is filled after it was made is not compared.
    /// </summary>
    public static bool AreMadeOfTheSame(MethodFact method, ValueFact a, ValueFact b) =>
        SameOrRead.Are(method, a, b, DeepestHanded) && !method.Sites.Any(s => (s.Receiver.Kind == ValueKind.New && (s.Receiver == a || s.Receiver == b)));

    /// <summary>What was made empty and handed to somebody since is no longer what it was: <c>var raw = new MemoryStream(); await file.CopyToAsync(raw); … return raw;</c></summary>
    private static bool IsFilled(MethodFact method, ValueFact answer) =>
        answer.Kind == ValueKind.New
        && Values.Source(method, answer) is { Target.ParameterCount: 0 }
        && method.Sites.Any(s => s.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New && s.Arguments.Contains(answer));

    /// <summary>The same constant or variable, or an anonymous object of such: <c>new { attached = true }</c>.</summary>
    private static bool IsOne(ValueFact a, ValueFact b) =>
        a.Kind == b.Kind && a.Text == b.Text && (a.Kind is ValueKind.Number or ValueKind.Text or ValueKind.Null or ValueKind.Parameter or ValueKind.This or ValueKind.Field
            || (a.Kind == ValueKind.Many && a.Elements.Count == b.Elements.Count && a.Elements.Zip(b.Elements, IsOne).All(static same => same)));

    /// <summary>It makes an answer: a constructor, a static property, a factory of the type itself, what an action says to its caller, a method of the same object that waits for nothing.</summary>
    private static bool IsValue(SiteFact made) =>
        made.Kind == SiteKind.New
        || (made.Kind == SiteKind.Call && made.Receiver.Kind == ValueKind.This && made.Target.Name.IndexOf("Async", StringComparison.Ordinal) < 0 && !(made.Target.Returns is { } returns && Tasks.IsTask(returns)))
        || (!made.Target.HasReceiver && (made.Target.Name is "FromResult" or "op_Implicit" || made.Target.Name.StartsWith("get_", StringComparison.Ordinal) || made.Target.Returns?.Name == made.Target.Type))
        || made.Target.Type is "Microsoft.AspNetCore.Http.TypedResults" or "Microsoft.AspNetCore.Http.Results"
        || (made.Target.Type == "Microsoft.AspNetCore.Mvc.ControllerBase" && !made.Target.Name.StartsWith("get_", StringComparison.Ordinal));
}
