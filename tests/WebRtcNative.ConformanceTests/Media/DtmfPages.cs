using System.Collections.Concurrent;
using System.Diagnostics;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>insertDTMF and tonechange. Times are looked at from below only: a busy machine may be late.</summary>
public sealed class DtmfPages : MediaConformanceTest
{
    private const string Insert = "RTCDTMFSender-insertDTMF.https.html";
    private const string ToneChange = "RTCDTMFSender-ontonechange.https.html";
    private const string PausesBeforeC = "AB,C"; // for 2 s: a handler of B may be called late on a busy machine
    private const string Long = "RTCDTMFSender-ontonechange-long.https.html";

    [Wpt(Insert, "each tone is taken")]
    public void InsertDtmf_Tones_Succeeds()
    {
        var (_, transceiver) = Connected();

        foreach (var tones in (string[])["", "012345689", "ABCD", "abcd", "#*", ",", "0123456789ABCDabcd#*,"])
            transceiver.Sender.Dtmf!.InsertDtmf(tones);
    }

    [WptTheory(Insert, "anything else is refused")]
    [InlineData("123FFABC")]
    [InlineData("E")]
    [InlineData("# *")]
    public void InsertDtmf_OtherCharacter_ArgumentException(string tones)
    {
        var dtmf = NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender.Dtmf!;

        Assert.Throws<ArgumentException>(() => dtmf.InsertDtmf(tones));
        Assert.Empty(dtmf.ToneBuffer);
    }

    [Wpt(Insert, "a stopped transceiver plays none")]
    public void InsertDtmf_Stopped_InvalidState()
    {
        var transceiver = NewMediaConnection().AddTransceiver(MediaKind.Audio);
        transceiver.Stop();

        AssertInvalidState(() => transceiver.Sender.Dtmf!.InsertDtmf(""));
    }

    [Wpt(Insert, "one that was not negotiated plays none")]
    public void InsertDtmf_NotNegotiated_InvalidState()
    {
        var dtmf = NewMediaConnection().AddTransceiver(NewAudio()).Sender.Dtmf!;

        AssertInvalidState(() => dtmf.InsertDtmf("1"));
        Assert.Empty(dtmf.ToneBuffer);
    }

    [WptTheory(Insert, "one that does not send plays none")]
    [InlineData(RtpTransceiverDirection.RecvOnly)]
    [InlineData(RtpTransceiverDirection.Inactive)]
    public async Task InsertDtmf_DoesNotSend_InvalidState(RtpTransceiverDirection direction)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        callee.AddTrack(NewAudio());
        var transceiver = caller.AddTransceiver(MediaKind.Audio, In(direction));
        await ExchangeAsync(caller, callee);
        Assert.Equal(direction, transceiver.CurrentDirection);

        AssertInvalidState(() => transceiver.Sender.Dtmf!.InsertDtmf(""));
    }

    [Wpt(Insert, "the buffer has the tones in capitals, and only the last ones")]
    public void InsertDtmf_Again_BufferOfTheLast()
    {
        var queue = Own(new EventQueue());
        var pair = NewPair(WithMedia, queue);
        var dtmf = pair.A.AddTransceiver(NewAudio()).Sender.Dtmf!;
        pair.Negotiate();
        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Connected, "connected");
        // Nobody polls meanwhile, so no tone begins.
        foreach (var tones in (string[])["123", "ABC", "bcd"])
        {
            dtmf.InsertDtmf(tones);
            Assert.Equal(tones.ToUpperInvariant(), dtmf.ToneBuffer);
        }
    }

    [Wpt(Insert, "pictures have no tones")]
    public void Dtmf_Video_Null() => Assert.Null(NewMediaConnection().AddTransceiver(MediaKind.Video).Sender.Dtmf);

    [WptTheory(ToneChange, "each tone is raised when it begins, with what waits, and the end")]
    [InlineData("123", null, null, "1:23 2:3 3: :", 3 * 170)]
    [InlineData("abc", 100, 70, "A:BC B:C C: :", 3 * 170)]
    [InlineData("12", 40, 30, "1:2 2: :", 2 * 70)]
    public void InsertDtmf_Tones_AreRaised(string tones, int? duration, int? gap, string expected, int leastMilliseconds)
    {
        var (pair, transceiver) = Connected();
        var seen = Listen(transceiver);
        var watch = Stopwatch.StartNew();

        transceiver.Sender.Dtmf!.InsertDtmf(tones, Milliseconds(duration), Milliseconds(gap));

        pair.Until(() => seen.LastOrDefault() == ":", "the end");
        Assert.Equal(expected, string.Join(' ', seen));
        Assert.True(watch.ElapsedMilliseconds >= leastMilliseconds - 20, $"{watch.ElapsedMilliseconds} ms");
    }

    [Wpt(ToneChange, "no tones raise nothing")]
    public void InsertDtmf_Empty_NothingRaised()
    {
        var (pair, transceiver) = Connected();
        var seen = Listen(transceiver);

        transceiver.Sender.Dtmf!.InsertDtmf("");

        PlayAnother(pair);
        Assert.Empty(seen);
    }

    [WptTheory(ToneChange, "durations below 40 ms and gaps below 30 ms are raised to those", Differs = "they are refused")]
    [InlineData(10, 70)]
    [InlineData(100, 10)]
    [InlineData(6001, 70)]
    public void InsertDtmf_TimesOutOfRange_ArgumentException(int duration, int gap)
    {
        var dtmf = NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender.Dtmf!;

        Assert.Throws<ArgumentOutOfRangeException>(() => dtmf.InsertDtmf("ABC", Milliseconds(duration), Milliseconds(gap)));
    }

    [Wpt(ToneChange, "stop ends the tones")]
    public void InsertDtmf_StoppedInTheMiddle_NoMoreRaised()
    {
        var (pair, transceiver) = Connected();
        var seen = Listen(transceiver);
        transceiver.Sender.Dtmf!.ToneChanged += (_, tone) =>
        {
            if (tone == "B")
                transceiver.Stop();
        };

        transceiver.Sender.Dtmf.InsertDtmf("ABC");

        pair.Until(() => seen.Count == 2, "two tones");
        PlayAnother(pair);
        Assert.Equal(["A:BC", "B:C"], seen);
    }

    [WptTheory(ToneChange, "tones inserted in the middle replace those that wait")]
    [InlineData("12", "A:B,C B:,C 1:2 2: :")]
    [InlineData("", "A:B,C B:,C :")]
    public void InsertDtmf_InTheMiddle_Replaces(string insertion, string expected)
    {
        var (pair, transceiver) = Connected();
        var seen = Listen(transceiver);
        var dtmf = transceiver.Sender.Dtmf!;
        dtmf.ToneChanged += (_, tone) =>
        {
            if (tone == "B")
                dtmf.InsertDtmf(insertion);
        };

        dtmf.InsertDtmf(PausesBeforeC);

        pair.Until(() => seen.LastOrDefault() == ":", "the end");
        Assert.Equal(expected, string.Join(' ', seen));
    }

    [Wpt(ToneChange, "a direction that no longer sends ends the tones")]
    public void InsertDtmf_RecvOnlyInTheMiddle_NoMoreRaised()
    {
        var (pair, transceiver) = Connected();
        var seen = Listen(transceiver);
        transceiver.Sender.Dtmf!.InsertDtmf("ABCD", Milliseconds(1000));
        pair.Until(() => seen.Count == 1, "the first tone");

        transceiver.Direction = RtpTransceiverDirection.RecvOnly;
        pair.Negotiate();
        var count = seen.Count;

        Assert.Equal(RtpTransceiverDirection.Inactive, transceiver.CurrentDirection);
        PlayAnother(pair, Milliseconds(1000));
        Assert.DoesNotContain("D:", seen);
        Assert.Equal(count, seen.Count);
    }

    [Wpt(Long, "a comma is a pause of two seconds")]
    public void InsertDtmf_Comma_Pause()
    {
        var (pair, transceiver) = Connected();
        var seen = Listen(transceiver);
        var watch = Stopwatch.StartNew();

        transceiver.Sender.Dtmf!.InsertDtmf("A,B");

        pair.Until(() => seen.LastOrDefault() == ":", "the end");
        Assert.Equal(["A:,B", ",:B", "B:", ":"], seen);
        Assert.True(watch.ElapsedMilliseconds >= 170 + 2000 + 170 - 30, $"{watch.ElapsedMilliseconds} ms");
    }

    private static TimeSpan? Milliseconds(int? value) => value is { } given ? TimeSpan.FromMilliseconds(given) : null;

    private static ConcurrentQueue<string> Listen(RtpTransceiver transceiver)
    {
        var seen = new ConcurrentQueue<string>();
        transceiver.Sender.Dtmf!.ToneChanged += (_, tone) => seen.Enqueue($"{tone}:{transceiver.Sender.Dtmf.ToneBuffer}");
        return seen;
    }

    /// <summary>Two tones of the other side: as long as they take, the first side has time for a tone more.</summary>
    private static void PlayAnother(CorePair pair, TimeSpan? duration = null)
    {
        var another = pair.B.Transceivers[1];
        var seen = Listen(another);
        another.Sender.Dtmf!.InsertDtmf("12", duration);
        pair.Until(() => seen.LastOrDefault() == ":", "the other side's tones");
    }

    private (CorePair Pair, RtpTransceiver Transceiver) Connected()
    {
        var pair = NewMediaPair();
        var transceiver = pair.A.AddTransceiver(NewAudio());
        pair.A.AddTransceiver(MediaKind.Audio);
        pair.Finish(OfferAsync(pair.A, pair.B));
        pair.B.Transceivers[1].Direction = RtpTransceiverDirection.SendRecv;
        pair.Finish(pair.B.Transceivers[1].Sender.ReplaceTrackAsync(NewAudio()));
        pair.Finish(AnswerAsync(pair.B, pair.A));
        pair.Until(
            () => pair.A.ConnectionState == PeerConnectionState.Connected && pair.B.ConnectionState == PeerConnectionState.Connected,
            "connected: before, no tone can be sent");
        return (pair, transceiver);
    }
}
