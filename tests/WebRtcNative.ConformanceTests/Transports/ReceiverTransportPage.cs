using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using D = WebRtcNative.RtpTransceiverDirection;

namespace WebRtcNative.ConformanceTests.Transports;

/// <summary>The transport of a receiver, through offers, rollback, bundles and an ICE restart.</summary>
public sealed class ReceiverTransportPage : MediaConformanceTest
{
    private const string Page = "RTCRtpReceiver.https.html";

    [Wpt(Page, "none at first")]
    public void Transport_New_Null() => Assert.Null(Add(NewMediaConnection()).Receiver.Transport);

    [Wpt(Page, "there with the local offer, as that of the sender")]
    public async Task Transport_LocalOffer_ThatOfSender()
    {
        var connection = NewMediaConnection();
        var transceiver = Add(connection);

        await Finish(connection.SetLocalDescriptionAsync());

        Assert.NotNull(transceiver.Receiver.Transport);
        Assert.Same(transceiver.Sender.Transport, transceiver.Receiver.Transport);
    }

    [Wpt(Page, "none after the rollback of the offer")]
    public async Task Transport_Rollback_Null()
    {
        var connection = NewMediaConnection();
        var transceiver = Add(connection);
        await Finish(connection.SetLocalDescriptionAsync());
        Assert.NotNull(transceiver.Receiver.Transport);

        await Finish(connection.SetLocalDescriptionAsync(Rollback));

        Assert.Null(transceiver.Receiver.Transport);
    }

    [Wpt(Page, "none with a remote offer")]
    public async Task Transport_RemoteOffer_Null()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        Add(caller);

        await Finish(callee.SetRemoteDescriptionAsync(await Finish(caller.CreateOfferAsync())));

        Assert.Null(callee.Receivers[0].Transport);
    }

    [Wpt(Page, "by max-bundle the receivers share it")]
    public async Task Transport_MaxBundle_Shared()
    {
        var connection = NewConnection(WithMedia with { BundlePolicy = BundlePolicy.MaxBundle });
        var (sound, pictures) = (Add(connection).Receiver, Add(connection, MediaKind.Video).Receiver);

        await Finish(connection.SetLocalDescriptionAsync());

        Assert.NotNull(sound.Transport);
        Assert.Same(sound.Transport, pictures.Transport);
    }

    [Wpt(Page, "by max-compat they share it once the answer accepts the bundle")]
    public async Task Transport_MaxCompat_SharedWithAnswer()
    {
        var (caller, callee) = (NewConnection(WithMedia with { BundlePolicy = BundlePolicy.MaxCompat }), NewMediaConnection());
        var (sound, pictures) = (Add(caller).Receiver, Add(caller, MediaKind.Video).Receiver);
        await OfferAsync(caller, callee);
        Assert.NotSame(sound.Transport, pictures.Transport);

        await Finish(caller.SetRemoteDescriptionAsync(await Finish(callee.CreateAnswerAsync())));

        Assert.Same(sound.Transport, pictures.Transport);
    }

    [Wpt(Page, "the same after an ICE restart")]
    public async Task Transport_IceRestart_Same()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var receiver = Add(caller).Receiver;
        await ExchangeAsync(caller, callee);
        var before = receiver.Transport;
        Assert.NotNull(before);

        await Finish(caller.SetLocalDescriptionAsync(await Finish(caller.CreateOfferAsync(new OfferOptions { IceRestart = true }))));

        Assert.Same(before, receiver.Transport);
    }

    private static RtpTransceiver Add(PeerConnection connection, MediaKind kind = MediaKind.Audio) => connection.AddTransceiver(kind, In(D.RecvOnly));
}
