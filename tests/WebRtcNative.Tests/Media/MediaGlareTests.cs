using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Both sides of a connection with data add media at the same time: their offers use the same mid, and the same ids for different
/// header extensions.</summary>
public sealed class MediaGlareTests : NativeTest
{
    [Theory]
    [InlineData(MediaKind.Audio, MediaKind.Video, true)]
    [InlineData(MediaKind.Audio, MediaKind.Video, false)]
    [InlineData(MediaKind.Video, MediaKind.Audio, true)]
    [InlineData(MediaKind.Video, MediaKind.Audio, false)]
    [InlineData(MediaKind.Audio, MediaKind.Audio, true)]
    public void Offers_ConnectedWithDataAndCollide_BothNegotiated(MediaKind ofPolite, MediaKind ofOther, bool politeOfferedFirst)
    {
        var pair = Own(MediaPair.New());
        pair.A.CreateDataChannel("channel");
        pair.Negotiate();
        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Connected && pair.B.ConnectionState == PeerConnectionState.Connected, "connected");
        var (polite, other) = politeOfferedFirst ? (pair.A, pair.B) : (pair.B, pair.A);

        for (var round = 0; round < 3; round++)
        {
            var byPolite = polite.AddTransceiver(ofPolite);
            var byOther = other.AddTransceiver(ofOther);
            pair.Finish(polite.SetLocalDescriptionAsync());
            var offer = pair.Finish(other.SetLocalDescriptionAsync());

            pair.Finish(polite.SetRemoteDescriptionAsync(offer)); // rolls its own back
            pair.Finish(other.SetRemoteDescriptionAsync(pair.Finish(polite.SetLocalDescriptionAsync())));
            pair.Finish(other.SetRemoteDescriptionAsync(pair.Finish(polite.SetLocalDescriptionAsync())));
            pair.Finish(polite.SetRemoteDescriptionAsync(pair.Finish(other.SetLocalDescriptionAsync())));

            Assert.NotEqual(byPolite.Mid, byOther.Mid);
            Assert.Equal(RtpTransceiverDirection.SendOnly, byPolite.CurrentDirection);
            Assert.Equal(RtpTransceiverDirection.SendOnly, byOther.CurrentDirection);
            (polite, other) = (other, polite);
        }
    }
}
