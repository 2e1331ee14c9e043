using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>addTrack: which sender gets the track.</summary>
public sealed class AddTrackPage : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-addTrack.https.html";

    [Wpt(Page, "a closed connection takes no track")]
    public void AddTrack_Closed_InvalidState()
    {
        var connection = NewMediaConnection();
        var track = NewAudio();
        connection.Close();

        AssertInvalidState(() => connection.AddTrack(track, "stream"));
    }

    [Wpt(Page, "a track without a stream makes one transceiver, of which sender and receiver are the only ones")]
    public void AddTrack_NoStream_OneTransceiver()
    {
        var connection = NewMediaConnection();
        var track = NewAudio();

        var sender = connection.AddTrack(track);

        var transceiver = Assert.Single(connection.Transceivers);
        Assert.Same(track, sender.Track);
        Assert.Same(sender, transceiver.Sender);
        Assert.Equal([sender], connection.Senders);
        Assert.Equal(MediaKind.Audio, transceiver.Receiver.Track.Kind);
        Assert.Equal([transceiver.Receiver], connection.Receivers);
    }

    [WptTheory(Page, "a track may be of streams")]
    [InlineData("one")]
    [InlineData("one", "two")]
    public void AddTrack_Streams_SenderHasTheTrack(params string[] streams)
    {
        var connection = NewMediaConnection();
        var track = NewAudio();

        Assert.Same(track, connection.AddTrack(track, streams).Track);
    }

    [Wpt(Page, "a track that a sender has is refused")]
    public void AddTrack_SameTrack_InvalidParameter()
    {
        var connection = NewMediaConnection();
        var track = NewAudio();
        connection.AddTrack(track, "stream");

        var error = Assert.Throws<WebRtcException>(() => connection.AddTrack(track, "stream"));

        Assert.Equal(RtcErrorType.InvalidParameter, error.ErrorType);
        Assert.Single(connection.Senders);
    }

    [Wpt(Page, "a sender without a track that was for receiving only is used, and sends")]
    public void AddTrack_RecvOnlySender_IsUsed()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Audio, In(RtpTransceiverDirection.RecvOnly));
        var track = NewAudio();

        var sender = connection.AddTrack(track);

        Assert.Same(transceiver.Sender, sender);
        Assert.Same(track, sender.Track);
        Assert.Equal(RtpTransceiverDirection.SendRecv, transceiver.Direction);
        Assert.Equal([sender], connection.Senders);
    }

    [Wpt(Page, "a sender that is used keeps its encodings")]
    public async Task AddTrack_RecvOnlySender_KeepsEncodings()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(
            MediaKind.Video,
            In(RtpTransceiverDirection.RecvOnly) with { SendEncodings = [new RtpEncoding { MaxBitrate = 123_456 }] });

        connection.AddTrack(NewVideo());
        await Finish(connection.SetLocalDescriptionAsync());

        Assert.Equal(123_456, Assert.Single(transceiver.Sender.GetParameters().Encodings).MaxBitrate);
    }

    [Wpt(Page, "a sender without a track that may send is used")]
    public void AddTrack_SendRecvSenderWithoutTrack_IsUsed()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Audio);
        var track = NewAudio();

        var sender = connection.AddTrack(track);

        Assert.Same(transceiver.Sender, sender);
        Assert.Same(track, sender.Track);
        Assert.Equal([sender], connection.Senders);
    }

    [Wpt(Page, "a sender of the other kind is not used")]
    public void AddTrack_OtherKind_NewSender()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Video, In(RtpTransceiverDirection.RecvOnly));
        var track = NewAudio();

        var sender = connection.AddTrack(track);

        Assert.Same(track, sender.Track);
        Assert.NotSame(transceiver.Sender, sender);
        Assert.Equal([transceiver.Sender, sender], connection.Senders);
        Assert.Equal(RtpTransceiverDirection.RecvOnly, transceiver.Direction);
    }

    [Wpt(Page, "a sender that has sent is not used again")]
    public async Task AddTrack_SenderHasSent_NewSender()
    {
        var (connection, other) = (NewMediaConnection(), NewMediaConnection());
        var track = NewAudio();
        var first = connection.AddTrack(track);
        await ExchangeAsync(connection, other);
        connection.RemoveTrack(first);

        var second = connection.AddTrack(track);

        Assert.NotSame(first, second);
        Assert.Equal((null, track), (first.Track, second.Track));
        Assert.Equal([first, second], connection.Senders);
    }
}
