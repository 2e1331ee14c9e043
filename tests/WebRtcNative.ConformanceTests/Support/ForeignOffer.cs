namespace WebRtcNative.ConformanceTests.Support;

/// <summary>The offer of a peer that is not there: written by hand, with the lines that no offer can do without.</summary>
internal static class ForeignOffer
{
    public const string UsernameFragment = "Peer";

    /// <param name="sections">The lines of each section, from "m=" on; each gets the lines of its transport.</param>
    public static SessionDescription Of(params string[][] sections) => Of("", sections);

    /// <param name="group">Such as "a=group:BUNDLE 0 1"; empty for none.</param>
    public static SessionDescription Of(string group, string[][] sections)
    {
        List<string> lines = ["v=0", "o=- 4611731400430051336 2 IN IP4 127.0.0.1", "s=-", "t=0 0"];
        if (group.Length > 0)
            lines.Add(group);
        foreach (var section in sections)
            lines.AddRange([section[0], "c=IN IP4 0.0.0.0", .. section[1..], .. Transport]);
        return new SessionDescription(SdpType.Offer, string.Concat(lines.Select(line => line + "\r\n")));
    }

    /// <summary>The lines of a section with one codec.</summary>
    /// <param name="codec">Such as "opus/48000/2".</param>
    public static string[] Section(string kind, string mid, int payloadType, string codec, string direction = "sendrecv", params string[] more) =>
    [
        $"m={kind} 9 UDP/TLS/RTP/SAVPF {payloadType}", $"a=mid:{mid}", $"a={direction}", $"a=rtpmap:{payloadType} {codec}", .. more,
    ];

    private static string[] Transport =>
    [
        $"a=ice-ufrag:{UsernameFragment}", "a=ice-pwd:ThePasswordOfThePeer+123",
        "a=fingerprint:sha-256 " + string.Join(':', Enumerable.Repeat("5A", 32)), "a=setup:actpass", "a=rtcp-mux",
    ];
}
