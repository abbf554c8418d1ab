using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;

namespace IntentContracts.Runtime.Tests.Telemetry;

/// <summary>docs/telemetry.md, from the declarations of what is reported.</summary>
internal static class TelemetryPage
{
    public static string Text()
    {
        var page = new StringBuilder();
        page.Append(
            """
            # Telemetry

            What guards report about themselves. This page is generated from the declarations in `src/Runtime/Telemetry`; a test compares the two.

            - One `Meter` and one `ActivitySource`, both named `IntentContracts`: `AddMeter(IntentTelemetry.Name)`, `AddSource(IntentTelemetry.Name)`.
            - Every measurement and activity has the tag `intent.contract`: the documentation id of the member or type that declares the intent. What was only observed has `intent.mode` = `observe`.
            - No tag, and no text of an event, holds a key, a user or a tenant. The claim in an event is a hash.
            - Without a listener nothing is allocated, and no clock is read that the guard does not need itself.
            - Logs go to the `ILoggerFactory` of the `IntentGuards` ([services](guards.md#services)), category `IntentContracts`.

            ## Instruments


            """);
        page.Append("| Name | Kind | Unit | Meaning |\n| --- | --- | --- | --- |\n");
        var instruments = Instruments().ToList();
        foreach (var (instrument, _) in instruments)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{instrument.Name}` | {Kind(instrument)} | `{instrument.Unit}` | {instrument.Description} |\n");
        }

        foreach (var (instrument, values) in instruments.Where(static i => i.Values.Count > 0))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### `{instrument.Name}`\n\n| `{values[0].Tag}` | Meaning |\n| --- | --- |\n");
            foreach (var value in values)
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{value.Value}` | {value.Meaning} |\n");
            }
        }

        page.Append(
            """

            ## Activities

            `intent.deadline`, `intent.exclusive`, `intent.idempotent`, `intent.retry` and `intent.transaction`: one for each call that the guard enforces, around the body, with `intent.outcome` as above. A deadline, a claim, a retry
            or a boundary whose body fails has the status `Error`, with the type of the exception.

            ## Events


            """);
        page.Append("| Id | Name | Level | Message |\n| --- | --- | --- | --- |\n");
        foreach (var (name, log) in Events())
        {
            page.Append(CultureInfo.InvariantCulture, $"| {log.EventId} | {name} | {log.Level} | {log.Message} |\n");
        }

        return page.ToString();
    }

    public static IEnumerable<(Instrument Instrument, IReadOnlyList<TagValueAttribute> Values)> Instruments() =>
        typeof(Instruments).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(static f => ((Instrument)f.GetValue(null)!, (IReadOnlyList<TagValueAttribute>)[.. f.GetCustomAttributes<TagValueAttribute>()]))
            .OrderBy(static i => i.Item1.Name, StringComparer.Ordinal);

    public static IEnumerable<(string Name, LoggerMessageAttribute Log)> Events() =>
        typeof(GuardLog).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(static m => (m.Name, Log: m.GetCustomAttribute<LoggerMessageAttribute>()!))
            .Where(static e => e.Log is not null)
            .OrderBy(static e => e.Log.EventId);

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0].ToLowerInvariant();
}
