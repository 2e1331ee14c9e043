using System.Net.Sockets;

namespace WebRtcNative.Tool.Doctor;

/// <summary>What is between this machine and STUN servers: whether UDP passes, which ports a NAT takes, and what it keeps out.</summary>
/// <param name="timeout">For each server.</param>
/// <param name="findings">Gets what was found.</param>
/// <param name="byTcp">Whether a TURN server gives addresses by TCP.</param>
internal sealed class NatExamination(TimeSpan timeout, List<Finding> findings, bool byTcp)
{
    public async Task RunAsync(IReadOnlyList<string> urls, CancellationToken cancellation)
    {
        if (urls.Count == 0)
            return;
        using var probe = new StunProbe(timeout, AddressFamily.InterNetwork);
        var answers = await AskAsync(probe, urls, cancellation);
        var byIpv6 = await Ipv6Async(urls, cancellation);
        // A server that has an IPv6 address only says nothing about IPv4.
        answers.RemoveAll(answer => answer.Server == null && byIpv6.Contains(answer.Url));
        if (answers.Count > 0)
        {
            Report(answers, "STUN by UDP", Severity.Warning);
            Judge(answers, probe);
        }
        if (answers.Find(answer => answer is { Mapped: not null, Other: not null }) is { } able && !probe.IsOwn(able.Mapped!))
            await FilteringAsync(probe, able, cancellation);
        else if (answers.Exists(answer => answer.Mapped != null && probe.IsOwn(answer.Mapped)))
            await FirewallAsync(probe, answers, cancellation);
    }

    private static async Task<List<StunAnswer>> AskAsync(StunProbe probe, IReadOnlyList<string> urls, CancellationToken cancellation)
    {
        var answers = new List<StunAnswer>();
        foreach (var url in urls)
            answers.Add(await probe.AskAsync(url, cancellation));
        return answers;
    }

    /// <summary>The servers that answer by IPv6.</summary>
    private async Task<List<string>> Ipv6Async(IReadOnlyList<string> urls, CancellationToken cancellation)
    {
        if (!Socket.OSSupportsIPv6)
            return [];
        using var probe = new StunProbe(timeout, AddressFamily.InterNetworkV6);
        // Servers without an IPv6 address are none to ask.
        var answers = (await AskAsync(probe, urls, cancellation)).FindAll(answer => answer.Server != null);
        Report(answers, "STUN by UDP, IPv6", Severity.Note);
        var seen = answers.FindAll(answer => answer.Mapped != null);
        if (seen.Count == 0)
            return [];
        Add(Severity.Good, "IPv6", seen.Exists(answer => probe.IsOwn(answer.Mapped!))
            ? "works, and no address is translated" : "works, with translated addresses");
        return seen.ConvertAll(answer => answer.Url);
    }

    private void Report(List<StunAnswer> answers, string subject, Severity failure)
    {
        foreach (var answer in answers)
        {
            if (answer.Mapped is { } mapped)
                Add(Severity.Good, subject, $"{answer.Url} sees {mapped} after {Units.Time(answer.Time)}");
            else
                Add(failure, subject, $"{answer.Url}: {answer.Error}");
        }
    }

    private async Task FilteringAsync(StunProbe probe, StunAnswer able, CancellationToken cancellation)
    {
        if (await probe.AdmitsAsync(able.Server!, StunChange.Address | StunChange.Port, cancellation))
            Add(Severity.Good, "NAT filtering", "lets anybody answer at the mapped port (endpoint-independent filtering)");
        else if (await probe.AdmitsAsync(able.Server!, StunChange.Port, cancellation))
            Add(Severity.Good, "NAT filtering", "lets in every port of an address that was sent to (address-dependent): ICE's checks open it");
        else
            Add(Severity.Note, "NAT filtering", "lets in only what was sent to (address and port-dependent): ICE's checks open it, unless the other NAT is symmetric");
    }

    // Without a NAT what keeps answers out is a firewall.
    private async Task FirewallAsync(StunProbe probe, List<StunAnswer> answers, CancellationToken cancellation)
    {
        if (answers.Find(answer => answer is { Mapped: not null, Other: not null }) is not { } able)
            return;
        var isOpen = await probe.AdmitsAsync(able.Server!, StunChange.Address | StunChange.Port, cancellation);
        Add(isOpen ? Severity.Good : Severity.Note, "firewall", isOpen
            ? "none for UDP: an address that nothing was sent to can answer"
            : "lets in only addresses that something was sent to: ICE's checks open it");
    }

    private void Judge(List<StunAnswer> answers, StunProbe probe)
    {
        var seen = answers.Where(answer => answer.Mapped != null).ToList();
        if (seen.Count == 0)
        {
            Add(Severity.Error, "UDP", byTcp ? "blocked: no STUN server answers, while TURN by TCP works" : "no STUN server answers: UDP is blocked, or the servers are down",
                byTcp ? "Keep turn:...?transport=tcp or turns:... among the ICE servers of both peers." : "Try turn:HOST?transport=tcp or turns:HOST, which cross most firewalls.");
            return;
        }
        Add(Severity.Good, "UDP", "not blocked");
        if (seen.Exists(answer => probe.IsOwn(answer.Mapped!)))
            Add(Severity.Good, "NAT", "none in front of the STUN server: it sees this machine's own address");
        else if (seen.Select(answer => answer.Server!.Address).Distinct().Count() < 2 && seen.Select(answer => answer.Server!).Distinct().Count() < 2)
            Add(Severity.Note, "NAT", "there is one; a second STUN server would show how it behaves", "Give two: --ice stun:ONE --ice stun:OTHER");
        else if (seen.Select(answer => answer.Mapped!).Distinct().Count() == 1)
            Add(Severity.Good, "NAT", "keeps the port for each destination (endpoint-independent mapping): STUN is enough with most peers");
        else
            Add(Severity.Warning, "NAT", "takes another port for each destination (symmetric)", "Peers behind such a NAT need a TURN server, unless the other peer has a public address.");
    }

    private void Add(Severity severity, string subject, string text, string? advice = null) =>
        findings.Add(new Finding(severity, subject, text, advice));
}
