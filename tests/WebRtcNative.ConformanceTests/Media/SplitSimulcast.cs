using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>A sends several encodings of one source, and B receives each as a track of its own: B's sections have the rids as their mids, and B takes
/// the header extension with the rid for the one with the mid, which looks the same on the wire.</summary>
internal sealed class SplitSimulcast : IDisposable
{
    private const string Mid = "urn:ietf:params:rtp-hdrext:sdes:mid";
    private const string Rid = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
    private const string RepairedRid = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";

    private readonly CorePair _pair = MediaPair.New();
    private readonly VideoSource _source = new();
    private readonly VideoTrack _track;
    private readonly string[] _rids;
    private readonly byte[] _pixels;
    private readonly System.Diagnostics.Stopwatch _clock = System.Diagnostics.Stopwatch.StartNew();
    private readonly int _width;
    private readonly int _height;

    public SplitSimulcast(string codec, RtpEncoding[] encodings, int width = 640, int height = 360, VideoContentHint hint = VideoContentHint.None)
    {
        (_width, _height) = (width, height);
        _rids = [.. encodings.Select(encoding => encoding.Rid!)];
        _pixels = new byte[width * height * 3 / 2];
        new Random(1).NextBytes(_pixels); // what is easy to encode gives an estimate that is too low for the larger ones
        _track = _source.CreateTrack();
        _track.ContentHint = hint;
        Transceiver = A.AddTransceiver(_track, new RtpTransceiverInit { Direction = RtpTransceiverDirection.SendOnly, SendEncodings = encodings });
        Transceiver.SetCodecPreferences(
            [RtpSender.GetCapabilities(MediaKind.Video).Codecs.First(one => one.MimeType == codec)]);
    }

    public PeerConnection A => _pair.A;

    public PeerConnection B => _pair.B;

    public RtpTransceiver Transceiver { get; }

    /// <summary>Frames that were given to the source.</summary>
    public int Sent { get; private set; }

    /// <param name="simulcast">The answer's list of rids, where it is another one.</param>
    public async Task NegotiateAsync(string? simulcast = null)
    {
        var rids = _rids;
        var offer = await A.CreateOfferAsync().WaitAsync(Wait.Deadline);
        await A.SetLocalDescriptionAsync(offer).WaitAsync(Wait.Deadline);
        await B.SetRemoteDescriptionAsync(offer with { Sdp = Split(offer.Sdp, rids) }).WaitAsync(Wait.Deadline);
        var answer = await B.CreateAnswerAsync().WaitAsync(Wait.Deadline);
        await B.SetLocalDescriptionAsync(answer).WaitAsync(Wait.Deadline);
        await A.SetRemoteDescriptionAsync(
            answer with { Sdp = Join(answer.Sdp, offer.Sdp, rids, simulcast ?? string.Join(';', rids)) }).WaitAsync(Wait.Deadline);
    }

    /// <summary>Sends pictures until the condition holds.</summary>
    public void SendUntil(Func<bool> condition, string what) => _pair.Until(
        () =>
        {
            if (_clock.ElapsedMilliseconds >= 33)
            {
                _clock.Restart();
                _pixels.AsSpan(0, _width * 16).Fill((byte)Sent++); // something moves
                _source.TrySend(_pixels, _width, _height, VideoPixelFormat.I420);
            }
            return condition();
        },
        what);

    /// <summary>A reader of each track of B, in the order of the rids.</summary>
    public VideoReader[] OpenReaders() => [.. B.Receivers.Select(receiver => ((VideoTrack)receiver.Track).OpenReader())];

    public void Dispose()
    {
        _pair.Dispose();
        _track.Dispose();
        _source.Dispose();
    }

    private static string Split(string sdp, string[] rids)
    {
        var at = sdp.IndexOf("m=video", StringComparison.Ordinal);
        var rid = sdp.Split("\r\n").First(line => line.EndsWith(Rid, StringComparison.Ordinal));
        var section = sdp[at..].Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !StartsWith(line, "a=rid:", "a=simulcast:", "a=mid:", "a=msid:", "a=ssrc") && !IsIdentifier(line))
            .Append(rid.Replace(Rid, Mid, StringComparison.Ordinal));
        var head = string.Join("\r\n", sdp[..at].Split("\r\n")
            .Select(line => StartsWith(line, "a=group:") ? "a=group:BUNDLE " + string.Join(' ', rids) : line));
        return head + string.Concat(rids.Select(mid => string.Join("\r\n", section) + $"\r\na=mid:{mid}\r\na=msid:{mid} {mid}\r\n"));
    }

    private static string Join(string answer, string offer, string[] rids, string simulcast)
    {
        var parts = answer.Split("m=video");
        var mid = offer.Split("\r\n").First(line => StartsWith(line, "a=mid:"));
        var section = parts[1].Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !StartsWith(line, "a=mid:") && !IsIdentifier(line))
            .Concat(offer.Split("\r\n").Where(IsIdentifier))
            .Append(mid)
            .Concat(simulcast.Split(';').Select(rid => $"a=rid:{rid} recv"))
            .Append($"a=simulcast:recv {simulcast}");
        var head = parts[0].Replace("BUNDLE " + string.Join(' ', rids), "BUNDLE " + mid["a=mid:".Length..], StringComparison.Ordinal);
        return head + "m=video" + string.Join("\r\n", section) + "\r\n";
    }

    private static bool IsIdentifier(string line) => StartsWith(line, "a=extmap:")
        && new[] { Mid, Rid, RepairedRid }.Any(one => line.EndsWith(one, StringComparison.Ordinal));

    private static bool StartsWith(string line, params string[] starts) =>
        starts.Any(start => line.StartsWith(start, StringComparison.Ordinal));
}
