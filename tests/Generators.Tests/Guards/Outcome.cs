namespace IntentContracts.Tests.Generators.Guards;

internal static class Outcome
{
    /// <summary>Source for scenarios: what a call came to, in a word: its value, or which exception and how it came.</summary>
    public const string Source = """
        public static class Outcome
        {
            public static string Of(Func<object?> call)
            {
                try { return Text(call()); }
                catch (Exception e) { return Text(e); }
            }

            public static async Task<string> Of(Func<Task<int>> call)
            {
                Task<int> task;
                try { task = call(); }
                catch (Exception e) { return "thrown " + Text(e); }
                try { return Text(await task); }
                catch (Exception e) { return Text(e); }
            }

            private static string Text(object? value) => value switch
            {
                InvariantViolationException e => "broken:" + e.Condition,
                RequiresViolationException e => "required:" + e.Condition,
                EnsuresViolationException e => "unkept:" + e.Condition,
                Exception e => e.GetType().Name + ":" + e.Message,
                _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
            };
        }
        """;
}
