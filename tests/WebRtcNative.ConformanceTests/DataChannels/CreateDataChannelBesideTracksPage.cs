using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>createDataChannel, the last part of the page: channels of a connection that has tracks.</summary>
public sealed class CreateDataChannelBesideTracksPage : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-createDataChannel.html";

    [WptTheory(Page, "tracks first, then a channel: both are negotiated, and the channel opens; also by max-bundle")]
    [InlineData(false, BundlePolicy.Balanced)]
    [InlineData(true, BundlePolicy.Balanced)]
    [InlineData(false, BundlePolicy.MaxBundle)]
    [InlineData(true, BundlePolicy.MaxBundle)]
    public async Task CreateDataChannel_AfterTracks_Opens(bool negotiated, BundlePolicy policy)
    {
        var (a, b, pair) = OpenBesideTracks(negotiated, policy);

        a.Send("to b");
        b.Send("to a");

        Assert.Equal(("to b", "to a"), ((await ReceiveAsync(b)).Text, (await ReceiveAsync(a)).Text));
        Assert.Equal(2, pair.B.Transceivers.Count);
    }

    [WptTheory(Page, "the answerer stops the first transceiver of the bundle: the channel closes",
        Differs = "libwebrtc answers that section as inactive, and rejects it in its next offer; the channel stays open")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_FirstOfBundleByAnswerer_ChannelStaysOpen(bool negotiated)
    {
        var (a, b, pair) = OpenBesideTracks(negotiated, BundlePolicy.MaxBundle);
        var closed = new ConcurrentQueue<DataChannelState>();
        a.StateChanged += (_, state) => closed.Enqueue(state);

        pair.B.Transceivers[0].Stop();
        await ExchangeAsync(pair.A, pair.B);

        Assert.Contains("a=inactive", pair.A.CurrentRemoteDescription!.Sdp, StringComparison.Ordinal);
        a.Send("after the stop");
        Assert.Equal("after the stop", (await ReceiveAsync(b)).Text);
        Assert.Empty(closed);
    }

    private (DataChannel A, DataChannel B, CorePair Pair) OpenBesideTracks(bool negotiated, BundlePolicy policy)
    {
        var pair = NewPair(WithMedia with { BundlePolicy = policy });
        pair.A.AddTrack(NewAudio(), "stream");
        pair.A.AddTrack(NewVideo(), "stream");
        var (a, b) = Open(pair, negotiated);
        return (a, b, pair);
    }
}
