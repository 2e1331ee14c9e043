using System.Text.Json;
using WebRtcNative.InteropTests.Turn;

namespace WebRtcNative.SampleTests.Tool;

public sealed class DoctorTests(TurnServer turn) : IClassFixture<TurnServer>
{
    [Fact]
    public async Task Doctor_WithoutServers_FindsTheLibraryAndConnectsTwoPeers()
    {
        using var report = Parse(await ToolRun.RunAsync("", "doctor", "--json"));

        Assert.StartsWith("libwebrtc ", report.RootElement.GetProperty("engine").GetString(), StringComparison.Ordinal);
        Assert.Equal("good", Severity(report, "self-test"));
    }

    [CoturnFact]
    public async Task Doctor_WithCoturn_NamesItsCandidates()
    {
        var end = await ToolRun.RunAsync(
            "", "doctor", "--json", "--ice", turn.StunUrl, "--ice", turn.Url(IceServerTransportProtocol.Udp),
            "--ice", turn.Url(IceServerTransportProtocol.Tcp), "--user", TurnServer.Username, "--credential", TurnServer.Password);

        using var report = Parse(end);
        end.AssertExitCode(0);
        var relays = report.RootElement.GetProperty("candidates").EnumerateArray()
            .Where(one => one.GetProperty("type").GetString() == "relay").Select(one => one.GetProperty("server").GetString()).ToHashSet();
        Assert.Equal([turn.Url(IceServerTransportProtocol.Udp), turn.Url(IceServerTransportProtocol.Tcp)], relays);
        Assert.Equal("good", Severity(report, "UDP"));
        Assert.Equal("good", Severity(report, "NAT"));
    }

    /// <summary>coturn with two addresses answers from the other one, if it is asked to (RFC 5780).</summary>
    [CoturnFact]
    public async Task Doctor_WithAServerOfTwoAddresses_JudgesTheFirewallAndIpv6()
    {
        using var two = new TurnServer($"lt-cred-mech\nlistening-ip=127.0.0.2\nlistening-ip=::1\nalt-listening-port={TurnServer.FreePort()}");

        using var report = Parse(await ToolRun.RunAsync(
            "", "doctor", "--json", "--ice", two.StunUrl, "--ice", $"stun:[::1]:{two.Stun.Port}"));

        Assert.StartsWith("none for UDP", Find(report, "firewall").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("works, and no address is translated", Find(report, "IPv6").GetProperty("text").GetString());
        Assert.Equal("good", Severity(report, "NAT"));
    }

    [CoturnFact]
    public async Task Doctor_WithAWrongPassword_SaysSo()
    {
        var url = turn.Url(IceServerTransportProtocol.Udp);
        var end = await ToolRun.RunAsync("", "doctor", "--json", "--ice", url, "--user", TurnServer.Username, "--credential", "wrong");

        using var report = Parse(end);
        end.AssertExitCode(1);
        Assert.Contains("--credential", Find(report, url).GetProperty("advice").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_WithServersThatDoNotAnswer_SaysSo()
    {
        var end = await ToolRun.RunAsync(
            "", "doctor", "--json", "--timeout", "0.6", "--ice", $"stun:127.0.0.1:{TurnServer.FreePort()}", "--server", "http://127.0.0.1:9/signaling");

        using var report = Parse(end);
        end.AssertExitCode(1);
        Assert.Equal("error", Severity(report, "UDP"));
        Assert.Equal("error", Severity(report, "signaling"));
    }

    private static JsonDocument Parse(ToolEnd end)
    {
        Assert.True(end.Output.StartsWith('{'), end.Output + end.Remarks);
        return JsonDocument.Parse(end.Output);
    }

    private static JsonElement Find(JsonDocument report, string subject) =>
        report.RootElement.GetProperty("findings").EnumerateArray().Last(finding => finding.GetProperty("subject").GetString() == subject);

    private static string? Severity(JsonDocument report, string subject) => Find(report, subject).GetProperty("severity").GetString();
}

/// <summary>A test that is skipped where coturn is missing.</summary>
public sealed class CoturnFactAttribute : FactAttribute
{
    /// <summary>Looks for coturn.</summary>
    public CoturnFactAttribute() => Skip = TurnServer.WhyMissing;
}
