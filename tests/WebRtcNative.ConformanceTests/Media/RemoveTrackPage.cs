using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>removeTrack: the sender loses its track, and the direction what it sends.</summary>
public sealed class RemoveTrackPage : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-removeTrack.https.html";

    [WptTheory(Page, "of a closed connection nothing is removed")]
    [InlineData(true)]
    [InlineData(false)]
    public void RemoveTrack_Closed_InvalidState(bool byTransceiver)
    {
        var connection = NewMediaConnection();
        var sender = Add(connection, byTransceiver);
        connection.Close();

        AssertInvalidState(() => connection.RemoveTrack(sender));
    }

    [WptTheory(Page, "a closed connection says so before it looks at the sender")]
    [InlineData(true)]
    [InlineData(false)]
    public void RemoveTrack_AnotherIsClosed_InvalidState(bool byTransceiver)
    {
        var sender = Add(NewMediaConnection(), byTransceiver);
        var another = NewMediaConnection();
        another.Close();

        AssertInvalidState(() => another.RemoveTrack(sender));
    }

    [WptTheory(Page, "a sender of another connection is refused")]
    [InlineData(true)]
    [InlineData(false)]
    public void RemoveTrack_OfAnother_ArgumentException(bool byTransceiver)
    {
        var sender = Add(NewMediaConnection(), byTransceiver);

        Assert.Throws<ArgumentException>(() => NewMediaConnection().RemoveTrack(sender));
        Assert.NotNull(sender.Track);
    }

    [WptTheory(Page, "the sender has no track afterwards")]
    [InlineData(true)]
    [InlineData(false)]
    public void RemoveTrack_Sender_NoTrack(bool byTransceiver)
    {
        var connection = NewMediaConnection();
        var sender = Add(connection, byTransceiver);

        connection.RemoveTrack(sender);

        Assert.Null(sender.Track);
        Assert.Equal([sender], connection.Senders);
    }

    [WptTheory(Page, "the direction no longer sends; the negotiated one stays until the next description")]
    [InlineData(RtpTransceiverDirection.SendRecv, RtpTransceiverDirection.SendRecv, RtpTransceiverDirection.RecvOnly)]
    [InlineData(RtpTransceiverDirection.SendOnly, RtpTransceiverDirection.SendOnly, RtpTransceiverDirection.Inactive)]
    [InlineData(RtpTransceiverDirection.RecvOnly, RtpTransceiverDirection.RecvOnly, RtpTransceiverDirection.RecvOnly)]
    [InlineData(RtpTransceiverDirection.Inactive, RtpTransceiverDirection.Inactive, RtpTransceiverDirection.Inactive)]
    public async Task RemoveTrack_Negotiated_DirectionDoesNotSend(
        RtpTransceiverDirection direction, RtpTransceiverDirection current, RtpTransceiverDirection afterwards)
    {
        var (connection, other) = (NewMediaConnection(), NewMediaConnection());
        var transceiver = connection.AddTransceiver(NewAudio(), In(direction));
        other.AddTrack(NewAudio());
        await ExchangeAsync(connection, other);
        Assert.Equal(current, transceiver.CurrentDirection);

        connection.RemoveTrack(transceiver.Sender);

        Assert.Null(transceiver.Sender.Track);
        Assert.Equal((afterwards, (RtpTransceiverDirection?)current), (transceiver.Direction, transceiver.CurrentDirection));
    }

    [Wpt(Page, "of a stopped transceiver nothing is removed")]
    public void RemoveTrack_Stopped_NothingChanges()
    {
        var connection = NewMediaConnection();
        var track = NewAudio();
        var transceiver = connection.AddTransceiver(track);
        transceiver.Stop();

        connection.RemoveTrack(transceiver.Sender);

        Assert.Equal(RtpTransceiverDirection.Stopped, transceiver.Direction);
        Assert.Same(track, transceiver.Sender.Track);
    }

    [Wpt(Page, "a sender without a track stays as it is")]
    public void RemoveTrack_NoTrack_NothingChanges()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Audio);

        connection.RemoveTrack(transceiver.Sender);

        Assert.Equal(RtpTransceiverDirection.SendRecv, transceiver.Direction);
    }

    [Wpt(Page, "a sender that a rollback has removed is passed over")]
    public async Task RemoveTrack_RolledBack_NothingHappens()
    {
        var (connection, other) = (NewMediaConnection(), NewMediaConnection());
        other.AddTrack(NewAudio());
        await OfferAsync(other, connection);
        var sender = Assert.Single(connection.Senders);
        await Finish(connection.SetRemoteDescriptionAsync(Rollback));

        connection.RemoveTrack(sender);

        Assert.Empty(connection.Senders);
    }

    private RtpSender Add(PeerConnection connection, bool byTransceiver) =>
        byTransceiver ? connection.AddTransceiver(NewAudio()).Sender : connection.AddTrack(NewAudio(), "stream");
}
