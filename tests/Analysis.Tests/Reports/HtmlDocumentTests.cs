using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IntentContracts.Analysis.Reports;
using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Tests.Reports;

/// <summary>What can be said of intent.html without a browser; the rest is in tests/Report.Tests.</summary>
public sealed class HtmlDocumentTests
{
    private static readonly ReportOptions s_options = new() { SourceLinkPrefix = "../..", ToolVersion = "1.2.3" };

    [Fact]
    public void Data() => Snapshot.Match(Between(Html(), "id=\"data\">\n", "</script>"), "json");

    [Fact]
    public void It_needs_nothing_else()
    {
        var frame = Html().Replace(Between(Html(), "id=\"data\">", "</script>"), "", StringComparison.Ordinal);

        Assert.DoesNotMatch(@"\s(src|srcset)=|<link|@import|url\((?!#)|fetch\(|XMLHttpRequest|innerHTML|insertAdjacentHTML|\beval\(|new Function", frame);
    }

    [Fact]
    public void Its_policy_permits_its_own_style_and_script_and_nothing_else()
    {
        var html = Html();
        var policy = Between(html, "Content-Security-Policy\" content=\"", "\">");

        Assert.Equal(
            $"default-src 'none'; style-src {Hash(Between(html, "<style>", "</style>"))}; script-src {Hash(Between(html, "\n<script>", "</script>"))}; base-uri 'none'; form-action 'none'",
            policy);
    }

    [Fact]
    public void It_is_not_written_where_nothing_is_to_be_shown_or_nobody_wants_it()
    {
        Assert.DoesNotContain(ReportWriter.Write(SampleReport.Empty, s_options), f => f.Path == "intent.html");
        Assert.DoesNotContain(ReportWriter.Write(SampleReport.Full, s_options with { Html = false }), f => f.Path == "intent.html");
    }

    /// <summary>Paths share their steps, so that a thousand entry points fit into a few megabytes.</summary>
    [Fact]
    public void A_step_is_written_once()
    {
        using var data = JsonDocument.Parse(Between(Html(), "id=\"data\">", "</script>"));

        // Post → PlaceAsync → PlaceAsyncCore → ChargeAsync, of which two effects share all but the last, and the worker's one.
        Assert.Equal(5, data.RootElement.GetProperty("steps").GetArrayLength());
    }

    private static string Html() => ReportWriter.Write(SampleReport.Full, s_options).Single(f => f.Path == "intent.html").Text;

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private static string Hash(string text) => "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text))) + "'";
}
