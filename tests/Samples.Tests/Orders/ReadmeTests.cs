using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace IntentContracts.Samples.Tests.Orders;

/// <summary>The requests that the sample's page tells people to send are sent, to a service of its own.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Orders = Path.Combine(Repository.Root, "samples", "Orders");

    [Fact]
    public async Task Its_requests_are_answered_as_it_says()
    {
        var address = "http://127.0.0.1:" + FreePort();
        var page = (await File.ReadAllTextAsync(Path.Combine(Orders, "README.md"))).ReplaceLineEndings("\n");
        var requests = Requests().Matches(Requested().Match(page).Value.Replace("http://127.0.0.1:5080", address, StringComparison.Ordinal)).Select(m => m.Value).ToList();
        Assert.Equal(4, requests.Count);

        var folder = Directory.CreateTempSubdirectory("intent-").FullName;
        var program = Path.Combine(Orders, "Api", "bin", Repository.Configuration, "net10.0");
        using var service = Process.Start(new ProcessStartInfo(
            "dotnet",
            ["Orders.Api.dll", "--urls", address, "--Orders:Database=" + Path.Combine(folder, "orders.db"), "--Orders:CarrierManifest=" + Path.Combine(folder, "manifest.csv")])
        { WorkingDirectory = program, RedirectStandardOutput = true })!;
        try
        {
            while (await service.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) is { } line && !line.Contains("Now listening on", StringComparison.Ordinal))
            {
            }

            _ = service.StandardOutput.ReadToEndAsync();
            Assert.Contains("lamp", await CurlAsync(requests[0]), StringComparison.Ordinal);
            var first = await CurlAsync(requests[1]);
            Assert.Contains("201 Created", first, StringComparison.Ordinal);
            Assert.Equal(Body(first), Body(await CurlAsync(requests[1])));
            Assert.Contains(" 422 ", await CurlAsync(requests[1].Replace("\"quantity\": 2", "\"quantity\": 3", StringComparison.Ordinal)), StringComparison.Ordinal);
            Assert.Contains("\"customer\":\"ada\"", await CurlAsync(requests[2]), StringComparison.Ordinal);
            Assert.Contains("\"onHand\":", await CurlAsync(requests[3]), StringComparison.Ordinal);
        }
        finally
        {
            service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> CurlAsync(string command)
    {
        using var curl = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();
        Assert.True(curl.ExitCode == 0, command + "\n" + output + await curl.StandardError.ReadToEndAsync());
        return output;
    }

    private static string Body(string answer) => answer.ReplaceLineEndings("\n").Split("\n\n", 2)[1];

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    [GeneratedRegex("```shell\ncurl.*?```", RegexOptions.Singleline)]
    private static partial Regex Requested();

    [GeneratedRegex("^curl (.|\n(?!curl|\n|```))*", RegexOptions.Multiline)]
    private static partial Regex Requests();
}
