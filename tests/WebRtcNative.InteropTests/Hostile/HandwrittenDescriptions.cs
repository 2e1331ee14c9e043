namespace WebRtcNative.InteropTests.Hostile;

/// <summary>Lines of an attacker, which replace lines of a real SDP.</summary>
internal static class HandwrittenDescriptions
{
    private const string AnotherSection = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:";

    private static string Hex(int bytes) => string.Join(':', Enumerable.Repeat("AB", bytes));

    private static string Many(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));

    public static IEnumerable<HostileText> Fingerprints(string sdp) => Replace(sdp, "a=fingerprint:",
    [
        ("empty", "", Verdict.Refused),
        ("no value", "sha-256", Verdict.Refused),
        ("no algorithm", Hex(32), Verdict.Refused),
        ("unknown algorithm", $"sha-257 {Hex(32)}", Verdict.Refused),
        ("algorithm of another length", $"sha-1 {Hex(32)}", Verdict.Refused),
        ("one byte short", $"sha-256 {Hex(31)}", Verdict.Refused),
        ("one byte long", $"sha-256 {Hex(33)}", Verdict.Refused),
        ("one digit short", $"sha-256 {Hex(31)}:A", Verdict.Refused),
        ("no colons", $"sha-256 {Hex(32).Replace(":", "", StringComparison.Ordinal)}", Verdict.Either),
        ("no digits", $"sha-256 {Hex(31)}:XY", Verdict.Refused),
        ("lower case", $"sha-256 {Hex(32).ToLowerInvariant()}", Verdict.Either),
        ("10,000 bytes", $"sha-256 {Hex(10_000)}", Verdict.Refused),
        ("zero bytes", "sha-256  ", Verdict.Refused),
    ]);

    public static IEnumerable<HostileText> Roles(string sdp) => Replace(sdp, "a=setup:",
    [
        ("empty", "", Verdict.Refused),
        ("nonsense", "nonsense", Verdict.Refused),
        ("holdconn", "holdconn", Verdict.Either),
        ("upper case", "ACTPASS", Verdict.Either),
        ("two", "active passive", Verdict.Either),
        ("active", "active", Verdict.Either),
        ("passive", "passive", Verdict.Either),
    ]);

    public static IEnumerable<HostileText> Credentials(string sdp) =>
        Replace(sdp, "a=ice-ufrag:",
        [
            ("empty ufrag", "", Verdict.Refused),
            ("ufrag of 3", "abc", Verdict.Refused),
            ("ufrag of 256", new string('a', 256), Verdict.Accepted),
            ("ufrag of 257", new string('a', 257), Verdict.Refused),
            ("ufrag with a space", "ab cd", Verdict.Either),
            ("ufrag with a colon", "ab:cd", Verdict.Refused),
            ("ufrag of NULs", "\0\0\0\0", Verdict.Refused),
        ])
        .Concat(Replace(sdp, "a=ice-pwd:",
        [
            ("empty pwd", "", Verdict.Refused),
            ("pwd of 21", new string('a', 21), Verdict.Refused),
            ("pwd of 256", new string('a', 256), Verdict.Accepted),
            ("pwd of 257", new string('a', 257), Verdict.Refused),
        ]))
        .Concat(Replace(sdp, "a=ice-options:",
        [
            ("unknown option", "nonsense", Verdict.Either),
            ("10,000 options", Many(10_000, i => $"option{i} "), Verdict.Either),
            ("renomination", "trickle renomination", Verdict.Either),
        ]));

    public static IEnumerable<HostileText> Sctp(string sdp) =>
        Replace(sdp, "a=sctp-port:",
        [
            ("port 0", "0", Verdict.Either),
        ("another port", "5001", Verdict.Either),
        ("port 1", "1", Verdict.Either),
            ("port 65536", "65536", Verdict.Either),
            ("port -1", "-1", Verdict.Either),
            ("port of letters", "five thousand", Verdict.Refused),
            ("giant port", "99999999999999999999", Verdict.Refused),
            ("two ports", "5000 5001", Verdict.Either),
        ])
        .Concat(Replace(sdp, "a=max-message-size:",
        [
            ("size 0", "0", Verdict.Either),
            ("size 1", "1", Verdict.Either),
            ("size -1", "-1", Verdict.Either),
            ("size 2^31 - 1", "2147483647", Verdict.Either),
            ("size 2^31", "2147483648", Verdict.Either),
            ("size 2^63", "9223372036854775808", Verdict.Either),
            ("size of letters", "a lot", Verdict.Refused),
        ]));

    public static IEnumerable<HostileText> Sections(string sdp) =>
        Replace(sdp, "m=application ",
        [
            ("audio", "9 UDP/TLS/RTP/SAVPF 111\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111", Verdict.Either),
            ("video", "9 UDP/DTLS/SCTP webrtc-datachannel\r\nm=video 9 UDP/TLS/RTP/SAVPF 96", Verdict.Either),
            ("text", "9 UDP/DTLS/SCTP webrtc-datachannel\r\nm=text 9 UDP/TLS/RTP/SAVPF 98", Verdict.Either),
            ("nonsense", "9 UDP/DTLS/SCTP webrtc-datachannel\r\nm=nonsense 9 UDP/DTLS/SCTP webrtc-datachannel", Verdict.Either),
            ("RTP data", "9 RTP/SAVPF 101", Verdict.Either),
            ("no protocol", "9", Verdict.Refused),
            ("no format", "9 UDP/DTLS/SCTP", Verdict.Either),
            ("unknown protocol", "9 SMTP webrtc-datachannel", Verdict.Either),
            ("the older form", "9 DTLS/SCTP 5000\r\na=sctpmap:5000 webrtc-datachannel 65536", Verdict.Either),
            ("rejected", "0 UDP/DTLS/SCTP webrtc-datachannel", Verdict.Either),
            ("port 99999", "99999 UDP/DTLS/SCTP webrtc-datachannel", Verdict.Refused),
            ("port -1", "-1 UDP/DTLS/SCTP webrtc-datachannel", Verdict.Refused),
            ("1,000 ports", "9/1000 UDP/DTLS/SCTP webrtc-datachannel", Verdict.Either),
            ("10,000 formats", "9 UDP/DTLS/SCTP" + Many(10_000, i => $" {i}"), Verdict.Either),
        ])
        .Concat(Append(sdp,
        [
            ("a second section with the same mid", $"{AnotherSection}0\r\n", Verdict.Refused),
            ("a second section", $"{AnotherSection}1\r\n", Verdict.Either),
            ("a second section without a mid", "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n", Verdict.Either),
            ("200 sections", Many(200, i => $"{AnotherSection}{i + 1}\r\n"), Verdict.Either),
            ("200 sections with one mid", Many(200, _ => $"{AnotherSection}1\r\n"), Verdict.Refused),
        ]));

    public static IEnumerable<HostileText> Bundles(string sdp) =>
        Replace(sdp, "a=group:",
        [
            ("naming nothing", "BUNDLE nothing", Verdict.Refused),
            ("empty", "BUNDLE", Verdict.Either),
            ("twice the same", "BUNDLE 0 0", Verdict.Either),
            ("more than there is", "BUNDLE 0 1 2 3", Verdict.Refused),
            ("two groups of one", "BUNDLE 0\r\na=group:BUNDLE 0", Verdict.Refused),
            ("10,000 names", "BUNDLE" + Many(10_000, i => $" {i}"), Verdict.Refused),
            ("10,000 groups", "BUNDLE 0" + Many(10_000, i => $"\r\na=group:BUNDLE {i}"), Verdict.Refused),
            ("unknown kind", "NONSENSE 0", Verdict.Either),
            ("a synchronization group", "LS 0", Verdict.Either),
        ])
        .Concat(Replace(sdp, "a=mid:",
        [
            ("empty mid", "", Verdict.Either),
            ("mid with a space", "0 0", Verdict.Either),
            ("mid of 10,000", new string('m', 10_000), Verdict.Either),
            ("mid of NUL", "\0", Verdict.Either),
            ("mid of another", "1", Verdict.Either),
        ]));

    public static IEnumerable<HostileText> Attributes(string sdp) => Append(sdp,
    [
        ("an unknown one", "a=nonsense:nonsense\r\n", Verdict.Accepted),
        ("100,000 unknown ones", Many(100_000, i => $"a=nonsense{i}\r\n"), Verdict.Accepted),
        ("a line without a type", "nonsense\r\n", Verdict.Refused),
        ("an unknown type", "x=nonsense\r\n", Verdict.Either),
        ("a broken candidate", "a=candidate:nonsense\r\n", Verdict.Refused),
        ("a candidate of a giant port", "a=candidate:1 1 udp 1 127.0.0.1 99999 typ host\r\n", Verdict.Refused),
        ("1,000 candidates", Many(1000, i => $"a=candidate:{i} 1 udp {i} 127.0.0.1 {20000 + i} typ host\r\n"), Verdict.Either),
        ("the end of candidates", "a=end-of-candidates\r\n", Verdict.Accepted),
        ("media attributes", "a=rtpmap:111 opus/48000/2\r\na=rtcp-mux\r\na=ssrc:1 cname:x\r\na=rid:1 send\r\n", Verdict.Either),
        ("a giant bandwidth", "b=AS:99999999999999999999\r\n", Verdict.Either),
        ("an identity", "a=identity:bm9uc2Vuc2U=\r\n", Verdict.Either),
        ("ICE lite", "a=ice-lite\r\n", Verdict.Either),
        ("a connection of another kind", "c=IN IP9 nonsense\r\n", Verdict.Either),
        ("a crypto line", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:nonsense\r\n", Verdict.Either),
    ]);

    public static IEnumerable<HostileText> Wholes(string sdp) =>
    [
        new("empty", "", Verdict.Refused),
        new("NUL", "\0", Verdict.Refused),
        new("a line end", "\r\n", Verdict.Refused),
        new("100,000 line ends", Many(100_000, _ => "\r\n"), Verdict.Refused),
        new("a million letters", new string('v', 1_000_000), Verdict.Refused),
        new("a million NULs", new string('\0', 1_000_000), Verdict.Refused),
        new("HTML", "<!DOCTYPE html><html><body>v=0</body></html>", Verdict.Refused),
        new("JSON", """{"type":"offer","sdp":"v=0\r\n"}""", Verdict.Refused),
        new("a byte order mark", "\uFEFF" + sdp, Verdict.Accepted),
        new("a space before it", " " + sdp, Verdict.Refused),
        new("NUL before it", "\0" + sdp, Verdict.Refused),
        new("NUL after it", sdp + "\0", Verdict.Either),
        new("twice", sdp + sdp, Verdict.Refused),
        new("LF only", sdp.Replace("\r\n", "\n", StringComparison.Ordinal), Verdict.Accepted),
        new("CR only", sdp.Replace("\r\n", "\r", StringComparison.Ordinal), Verdict.Accepted),
        new("no last line end", sdp.TrimEnd(), Verdict.Accepted),
        new("empty lines between", sdp.Replace("\r\n", "\r\n\r\n", StringComparison.Ordinal), Verdict.Accepted),
        new("upper case", sdp.ToUpperInvariant(), Verdict.Refused),
        new("backwards", new string([.. sdp.Reverse()]), Verdict.Refused),
        new("a lone surrogate after it", sdp + "\uDC00", Verdict.Either),
    ];

    private static IEnumerable<HostileText> Replace(string sdp, string start, (string Name, string Value, Verdict Verdict)[] changes)
    {
        var from = sdp.IndexOf("\r\n" + start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"The real SDP has no line {start}");
        from += 2 + start.Length;
        var to = sdp.IndexOf("\r\n", from, StringComparison.Ordinal);
        return changes.Select(change => new HostileText($"{start} {change.Name}", sdp[..from] + change.Value + sdp[to..], change.Verdict));
    }

    private static IEnumerable<HostileText> Append(string sdp, (string Name, string Value, Verdict Verdict)[] changes) =>
        changes.Select(change => new HostileText($"with {change.Name}", sdp + change.Value, change.Verdict));
}
