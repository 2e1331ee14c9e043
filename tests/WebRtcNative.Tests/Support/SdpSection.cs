namespace WebRtcNative.Tests.Support;

/// <summary>A section of an SDP, read as the tests need it.</summary>
internal sealed record SdpSection(string Type, int Port, string Protocol, IReadOnlyList<string> Lines)
{
    public string? Mid => Value("a=mid:");

    public bool IsRejected => Port == 0 && !Lines.Contains("a=bundle-only");

    /// <summary>Whether it can be answered with data channels.</summary>
    public bool IsForData => Type == "application" && Protocol.EndsWith("DTLS/SCTP", StringComparison.Ordinal) && !IsRejected;

    public static SdpSection[] ReadAll(string sdp) => [.. sdp.Split("\r\nm=").Skip(1).Select(Read)];

    /// <summary>The mids that an SDP bundles.</summary>
    public static string[] ReadBundle(string sdp) =>
        [.. sdp.Split("\r\n").Where(line => line.StartsWith("a=group:BUNDLE ", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[1..])];

    public string? Value(string start) => Lines.FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))?[start.Length..];

    /// <summary>The names of its codecs, in the order of preference.</summary>
    public string[] Codecs() => [.. Lines.Where(line => line.StartsWith("a=rtpmap:", StringComparison.Ordinal)).Select(line => line.Split(' ', '/')[1])];

    private static SdpSection Read(string text)
    {
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var words = lines[0].Split(' ');
        return new SdpSection(words[0], int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture), words[2], lines[1..]);
    }
}
