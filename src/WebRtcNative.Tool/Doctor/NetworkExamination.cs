using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using WebRtcNative.Tool.Bench;

namespace WebRtcNative.Tool.Doctor;

/// <summary>The network, as the engine and as plain sockets see it.</summary>
internal sealed class NetworkExamination(TimeSpan timeout, List<Finding> findings, List<GatheredCandidate> candidates)
{
    private const double WrongClock = 60; // seconds

    public void Interfaces()
    {
        var up = NetworkInterface.GetAllNetworkInterfaces().Where(one => one.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown).ToList();
        foreach (var one in up)
        {
            var addresses = one.GetIPProperties().UnicastAddresses.Select(address => address.Address.ToString()).ToList();
            if (addresses.Count > 0)
                Add(Severity.Note, "interface", $"{one.Name} ({one.NetworkInterfaceType}): {string.Join(", ", addresses)}");
        }
        if (up.TrueForAll(one => one.NetworkInterfaceType == NetworkInterfaceType.Loopback))
        {
            Add(Severity.Warning, "interfaces", "only loopback is up",
                "Only peers on this machine can be reached.");
        }
    }

    /// <summary>Two peers in this process: what fails here fails everywhere.</summary>
    public async Task SelfTestAsync(CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(timeout + timeout);
        try
        {
            using var pair = await LocalPair.ConnectAsync(new PeerConnectionOptions(), late.Token);
            await pair.One.SendAsync("ping", late.Token);
            if ((await pair.Other.ReceiveAsync(late.Token))?.Text != "ping")
                throw new WebRtcException("another message arrived", RtcErrorType.InternalError);
            Add(Severity.Good, "self-test", $"two peers in this process connected within {Units.Time(pair.SetupTime)}, and a message arrived");
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Add(Severity.Error, "self-test", $"two peers in this process do not connect: {e.Message}",
                "A local firewall or a sandbox forbids UDP on loopback; look at its rules for this program.");
        }
    }

    /// <summary>Each server by itself, so that times and errors have an owner.</summary>
    public async Task GatherAsync(IReadOnlyList<IceServer> servers, CancellationToken cancellation)
    {
        candidates.AddRange(await Gathering.RunAsync(null, timeout, cancellation));
        if (candidates.Count == 0)
            Add(Severity.Error, "candidates", "the engine finds no address of this machine", "Is an interface up, and has it an address?");
        if (servers.Count == 0)
        {
            Add(Severity.Note, "servers", "no STUN or TURN server was given",
                "Peers in other networks need at least STUN: --ice stun:HOST --ice turn:HOST --user NAME --credential TEXT");
        }
        foreach (var gathered in await Task.WhenAll(servers.Select(server => Gathering.RunAsync(server, timeout, cancellation))))
            candidates.AddRange(gathered);
        foreach (var server in servers)
            Judge(server);
    }

    public Task NatAsync(IReadOnlyList<IceServer> servers, CancellationToken cancellation)
    {
        var byTcp = candidates.Exists(one => one.Type == "relay" && one.Server!.Contains("transport=tcp", StringComparison.OrdinalIgnoreCase));
        var urls = servers.SelectMany(server => server.Urls).Where(StunProbe.CanAsk).Distinct().ToList();
        return new NatExamination(timeout, findings, byTcp).RunAsync(urls, cancellation);
    }

    public async Task SignalingAsync(Uri server, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = timeout };
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var response = await http.PostAsync(new Uri($"{server}/negotiate?negotiateVersion=1"), null, cancellation);
            var time = Stopwatch.GetElapsedTime(start);
            if (response.IsSuccessStatusCode)
                Add(Severity.Good, "signaling", $"{server} answers after {Units.Time(time)}");
            else
                Add(Severity.Error, "signaling", $"{server} answers {(int)response.StatusCode}", "Is this the path of MapWebRtcSignaling, and does it need authorization?");
            if (response.Headers.Date is { } date)
                JudgeClock(date - DateTimeOffset.UtcNow);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && e is HttpRequestException or OperationCanceledException)
        {
            Add(Severity.Error, "signaling", $"{server}: {(e is HttpRequestException ? e.Message : "no answer")}", "Is the server up, and does a firewall or proxy let TCP through?");
        }
    }

    private void Judge(IceServer server)
    {
        var url = server.Urls[0];
        var its = candidates.Where(one => one.Server == url).ToList();
        var wanted = url.StartsWith("turn", StringComparison.OrdinalIgnoreCase) ? "relay" : "srflx";
        if (its.Find(one => one.Type == wanted) is { } found)
            Add(Severity.Good, url, $"gives a {wanted} candidate after {Units.Time(TimeSpan.FromMilliseconds(found.Milliseconds))}");
        else if (its.Find(one => one.Error != null) is { } failed)
            Add(Severity.Error, url, failed.Error!, Advice(failed.Error!));
        else if (wanted == "srflx")
            Add(Severity.Note, url, "gives no candidate: there is no NAT before it, or it does not answer (see STUN by UDP)");
        else
            Add(Severity.Error, url, "gives no candidate", "Is the server up, and does a firewall let its port through?");
    }

    private void JudgeClock(TimeSpan difference)
    {
        if (Math.Abs(difference.TotalSeconds) < WrongClock)
            Add(Severity.Good, "clock", "agrees with the signaling server's");
        else
            Add(Severity.Warning, "clock", $"differs from the signaling server's by {Units.Time(difference.Duration())}", "Set one of them: TURN credentials with an expiry are refused otherwise.");
    }

    private static string Advice(string error) =>
        error.Contains("401", StringComparison.Ordinal) || error.Contains("nauthorized", StringComparison.Ordinal)
            ? "Check --user and --credential; credentials with an expiry need right clocks."
            : error.Contains("certificate", StringComparison.OrdinalIgnoreCase) || error.Contains("701", StringComparison.Ordinal)
                ? "The server does not answer: check host, port and transport. By TLS its certificate must be valid for the host (--insecure skips that)."
                : "coturn's log says more: look for this machine's address.";

    private void Add(Severity severity, string subject, string text, string? advice = null) =>
        findings.Add(new Finding(severity, subject, text, advice));
}
