using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>addTrack and removeTrack in states between (WebRTC 1.0, section 5.1).</summary>
public sealed class TransceiverTrackTests : NativeTest
{
    /// <summary>The event that announces the transceiver waits in the queue meanwhile.</summary>
    [Fact]
    public void AddTrack_RemoteTransceiverNotYetRaised_IsUsedAgain()
    {
        var pair = Own(MediaPair.New(Own(new EventQueue())));
        using var source = new AudioSource();
        var track = source.CreateTrack();
        pair.A.AddTransceiver(MediaKind.Audio);
        var offer = pair.Finish(pair.A.SetLocalDescriptionAsync());
        var set = pair.B.SetRemoteDescriptionAsync(offer);

        var sender = pair.B.AddTrack(track);
        Assert.Empty(pair.B.Transceivers);
        Assert.Throws<InvalidOperationException>(() => { _ = sender.GetParameters(); });
        pair.Finish(set);

        var transceiver = Assert.Single(pair.B.Transceivers);
        Assert.Same(sender, transceiver.Sender);
        Assert.Same(track, sender.Track);
        pair.Finish(pair.A.SetRemoteDescriptionAsync(pair.Finish(pair.B.SetLocalDescriptionAsync())));
        Assert.Equal(RtpTransceiverDirection.SendRecv, transceiver.CurrentDirection);
        Assert.NotEmpty(sender.GetParameters().Encodings);
    }

    [Fact]
    public void RemoveTrack_NoTrack_DirectionStays()
    {
        var pair = Own(MediaPair.New());
        var transceiver = pair.A.AddTransceiver(MediaKind.Audio);

        pair.A.RemoveTrack(transceiver.Sender);

        Assert.Equal(RtpTransceiverDirection.SendRecv, transceiver.Direction);
    }
}
