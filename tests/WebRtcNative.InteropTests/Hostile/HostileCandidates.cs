namespace WebRtcNative.InteropTests.Hostile;

/// <summary>Broken candidates: a real one cut, with parts missing, doubled or overwritten, and handwritten ones. None has a name
/// or an address off this machine, which a connection would look up or write to.</summary>
internal static class HostileCandidates
{
    private const int AddressPart = 4;

    public static IEnumerable<HostileText> Cut(string candidate)
    {
        for (var length = 0; length < candidate.Length; length++)
            yield return new($"the first {length} characters", candidate[..length]);
    }

    public static IEnumerable<HostileText> PartMissing(string candidate)
    {
        var parts = candidate.Split(' ');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i == AddressPart)
                continue; // the port would be a name
            yield return new($"without {parts[i]}", string.Join(' ', parts.Where((_, j) => j != i)));
            yield return new($"with an empty part for {parts[i]}", string.Join(' ', parts.Select((part, j) => j == i ? "" : part)));
        }
    }

    public static IEnumerable<HostileText> PartOverwritten(string candidate)
    {
        var parts = candidate.Split(' ');
        for (var i = 0; i < parts.Length; i++)
        {
            string[] values = i == AddressPart
                ? ["0.0.0.0", "::", "::1", "127.0.0.2", "::ffff:127.0.0.1"]
                : ["nonsense", "-1", "0", "65536", "99999999999999999999", "\0", "\uD800", "%s%n", new string('9', 100_000), new string('x', 100_000)];
            foreach (var value in values)
            {
                var name = value.Length > 50 ? $"{value.Length} times {value[0]}" : value;
                yield return new($"{name} for {parts[i]}", string.Join(' ', parts.Select((part, j) => j == i ? value : part)));
            }
        }
    }

    public static IEnumerable<HostileText> Handwritten(string candidate) =>
    [
        new("nonsense", "nonsense", Verdict.Refused),
        new("a space", " ", Verdict.Refused),
        new("NUL", "\0", Verdict.Refused),
        new("a line end", "\r\n", Verdict.Refused),
        new("a lone surrogate", "\uD800", Verdict.Refused),
        new("a million letters", new string('c', 1_000_000), Verdict.Refused),
        new("nothing after the colon", "candidate:", Verdict.Refused),
        new("JSON", """{"candidate":"candidate:1 1 udp 1 127.0.0.1 20000 typ host"}""", Verdict.Refused),
        new("a whole SDP", "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n", Verdict.Refused),
        new("with a=", "a=" + candidate, Verdict.Accepted),
        new("with a line end", candidate + "\r\n", Verdict.Either),
        new("with a line after it", candidate + "\r\na=ice-ufrag:evil\r\n", Verdict.Either),
        new("twice in one", $"{candidate} {candidate}", Verdict.Either),
        new("upper case", candidate.ToUpperInvariant(), Verdict.Refused),
        new("NUL after it", candidate + "\0", Verdict.Either),
        new("a lone surrogate after it", candidate + "\uDC00", Verdict.Either),
        new("10,000 extensions", candidate + string.Concat(Enumerable.Range(0, 10_000).Select(i => $" x{i} y{i}")), Verdict.Accepted),
        new("an extension without a value", candidate + " nonsense", Verdict.Either),
        new("no port", "candidate:1 1 udp 1 127.0.0.1 typ host", Verdict.Refused),
        new("port 0", "candidate:1 1 udp 1 127.0.0.1 0 typ host", Verdict.Either),
        new("port of letters", "candidate:1 1 udp 1 127.0.0.1 http typ host", Verdict.Refused),
        new("port 65536", "candidate:1 1 udp 1 127.0.0.1 65536 typ host", Verdict.Refused),
        new("component 0", "candidate:1 0 udp 1 127.0.0.1 20000 typ host", Verdict.Either),
        new("component 257", "candidate:1 257 udp 1 127.0.0.1 20000 typ host", Verdict.Either),
        new("priority 2^32", "candidate:1 1 udp 4294967296 127.0.0.1 20000 typ host", Verdict.Refused),
        new("unknown protocol", "candidate:1 1 sctp 1 127.0.0.1 20000 typ host", Verdict.Refused),
        new("unknown type", "candidate:1 1 udp 1 127.0.0.1 20000 typ nonsense", Verdict.Refused),
        new("no type", "candidate:1 1 udp 1 127.0.0.1 20000", Verdict.Refused),
        new("relayed without an address", "candidate:1 1 udp 1 127.0.0.1 20000 typ relay", Verdict.Either),
        new("reflexive from a giant port", "candidate:1 1 udp 1 127.0.0.1 20000 typ srflx raddr 127.0.0.1 rport 99999", Verdict.Refused),
        new("TCP without a kind", "candidate:1 1 tcp 1 127.0.0.1 20000 typ host", Verdict.Either),
        new("TCP of an unknown kind", "candidate:1 1 tcp 1 127.0.0.1 20000 typ host tcptype nonsense", Verdict.Refused),
        new("a closed TCP port", "candidate:1 1 tcp 1 127.0.0.1 1 typ host tcptype passive", Verdict.Either),
        new("credentials of another", candidate + " ufrag nonsense", Verdict.Either),
        new("generation 2^31", candidate + " generation 2147483648", Verdict.Either),
        new("network 65536", candidate + " network-id 65536", Verdict.Either),
    ];
}
