using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>addTransceiver: what the new transceiver has, and which encodings are refused.</summary>
public sealed class AddTransceiverPage : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-addTransceiver.https.html";

    [Wpt(Page, "an unknown kind is refused")]
    public void AddTransceiver_UnknownKind_ArgumentException()
    {
        var connection = NewMediaConnection();

        Assert.ThrowsAny<ArgumentException>(() => connection.AddTransceiver((MediaKind)2));
        Assert.Empty(connection.Transceivers);
    }

    [WptTheory(Page, "a kind makes a transceiver of it, which has no mid, sends no track and receives a muted one")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void AddTransceiver_Kind_NewTransceiver(MediaKind kind)
    {
        var connection = NewMediaConnection();

        var transceiver = connection.AddTransceiver(kind);

        Assert.Equal((null, RtpTransceiverDirection.SendRecv, null), (transceiver.Mid, transceiver.Direction, transceiver.CurrentDirection));
        Assert.Equal([transceiver], connection.Transceivers);
        Assert.Equal([transceiver.Sender], connection.Senders);
        Assert.Equal([transceiver.Receiver], connection.Receivers);
        Assert.Null(transceiver.Sender.Track);
        var track = transceiver.Receiver.Track;
        Assert.Equal((kind, MediaStreamTrackState.Live, true), (track.Kind, track.ReadyState, track.Muted));
    }

    [WptTheory(Page, "the direction is that of the init")]
    [InlineData(RtpTransceiverDirection.SendOnly)]
    [InlineData(RtpTransceiverDirection.Inactive)]
    public void AddTransceiver_Direction_IsThat(RtpTransceiverDirection direction) =>
        Assert.Equal(direction, NewMediaConnection().AddTransceiver(MediaKind.Audio, In(direction)).Direction);

    [WptTheory(Page, "a direction without a name is refused, and so is stopped")]
    [InlineData((RtpTransceiverDirection)7)]
    [InlineData(RtpTransceiverDirection.Stopped)]
    public void AddTransceiver_WrongDirection_ArgumentException(RtpTransceiverDirection direction) =>
        Assert.ThrowsAny<ArgumentException>(() => NewMediaConnection().AddTransceiver(MediaKind.Audio, In(direction)));

    [Wpt(Page, "a track is that of the sender; the receiver has one of its own")]
    public void AddTransceiver_Track_SenderHasIt()
    {
        var connection = NewMediaConnection();
        var track = NewAudio();

        var transceiver = connection.AddTransceiver(track);

        Assert.Same(track, transceiver.Sender.Track);
        var received = transceiver.Receiver.Track;
        Assert.NotSame(track, received);
        Assert.Equal((MediaKind.Audio, MediaStreamTrackState.Live, true), (received.Kind, received.ReadyState, received.Muted));
        Assert.Equal([transceiver], connection.Transceivers);
        Assert.Equal([transceiver.Sender], connection.Senders);
        Assert.Equal([transceiver.Receiver], connection.Receivers);
    }

    [Wpt(Page, "the same track twice makes two transceivers")]
    public void AddTransceiver_TrackTwice_TwoTransceivers()
    {
        var connection = NewMediaConnection();
        var track = NewAudio();

        var (first, second) = (connection.AddTransceiver(track), connection.AddTransceiver(track));

        Assert.NotSame(first.Sender, second.Sender);
        Assert.Equal((track, track), (first.Sender.Track, second.Sender.Track));
        Assert.Equal([first, second], connection.Transceivers);
        Assert.Equal([first.Sender, second.Sender], connection.Senders);
    }

    [WptTheory(Page, "a rid has letters and digits, and an end")]
    [InlineData("@Invalid!")]
    [InlineData("")]
    [InlineData("a b")]
    public void AddTransceiver_WrongRid_ArgumentException(string rid) => AssertRefused(new RtpEncoding { Rid = rid });

    [Wpt(Page, "a rid of more than 255 characters is refused")]
    public void AddTransceiver_LongRid_ArgumentException() => AssertRefused(new RtpEncoding { Rid = new string('a', 256) });

    [Wpt(Page, "two encodings may not have the same rid")]
    public void AddTransceiver_RidTwice_Refused() => AssertRefused(new RtpEncoding { Rid = "a" }, new RtpEncoding { Rid = "a" });

    [Wpt(Page, "with several encodings each has a rid")]
    public void AddTransceiver_OneWithoutRid_Refused() => AssertRefused(new RtpEncoding { Rid = "a" }, new RtpEncoding());

    [WptTheory(Page, "a factor below 1 cannot scale pictures down")]
    [InlineData(0.9)]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    public void AddTransceiver_ScaleBelowOne_Refused(double scale) => AssertRefused(new RtpEncoding { ScaleResolutionDownBy = scale });

    [Wpt(Page, "a frame rate is not negative")]
    public void AddTransceiver_NegativeFramerate_Refused() => AssertRefused(new RtpEncoding { MaxFramerate = -1 });

    [Wpt(Page, "a rid is taken")]
    public void AddTransceiver_Rid_Succeeds() => Assert.NotNull(
        NewMediaConnection().AddTransceiver(MediaKind.Video, new RtpTransceiverInit { SendEncodings = [new RtpEncoding { Rid = "foo" }] }));

    [Wpt(Page, "encodings are taken")]
    public void AddTransceiver_Encoding_Succeeds()
    {
        var transceiver = NewMediaConnection().AddTransceiver(MediaKind.Video, new RtpTransceiverInit
        {
            SendEncodings = [new RtpEncoding { Active = false, Priority = RtcPriority.Low, MaxBitrate = 8, MaxFramerate = 25, Rid = "foo" }],
        });

        Assert.False(Assert.Single(transceiver.Sender.GetParameters().Encodings).Active);
    }

    private void AssertRefused(params RtpEncoding[] encodings)
    {
        var connection = NewMediaConnection();

        var error = Record.Exception(
            () => connection.AddTransceiver(MediaKind.Video, new RtpTransceiverInit { SendEncodings = encodings }));

        Assert.True(error is ArgumentException or WebRtcException, $"{error}");
        Assert.Empty(connection.Transceivers);
    }
}
