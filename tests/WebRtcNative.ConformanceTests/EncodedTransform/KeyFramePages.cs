using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.EncodedTransform;

/// <summary>Key frames on request: generateKeyFrame of a sender, sendKeyFrameRequest of a receiver.</summary>
public sealed class KeyFramePages : MediaConformanceTest
{
    private const string Generate = "webrtc-encoded-transform/script-transform-generateKeyFrame.https.html";
    private const string Request = "webrtc-encoded-transform/script-transform-sendKeyFrameRequest.https.html";
    private const string NoGenerate = "its senders cannot ask their encoder for a key frame";

    [Wpt(Generate, "sound has no key frames", NotOnSystem = NoGenerate)]
    public async Task GenerateKeyFrameAsync_Sound_Refused()
    {
        using var exchange = new Exchange(MediaKind.Audio);

        await AssertRefusedAsync(() => exchange.Sender.GenerateKeyFrameAsync());
    }

    [Wpt(Generate, "a sender of pictures makes one", NotOnSystem = NoGenerate)]
    public async Task GenerateKeyFrameAsync_Pictures_OneComes()
    {
        using var exchange = new Exchange(MediaKind.Video);
        var keyFrames = CountKeyFrames(exchange);

        await Finish(exchange.Sender.GenerateKeyFrameAsync());

        exchange.Until(() => keyFrames() >= 1, "a key frame");
    }

    [Wpt(Generate, "each request makes one more", NotOnSystem = NoGenerate)]
    public async Task GenerateKeyFrameAsync_Again_OneMoreComes()
    {
        using var exchange = new Exchange(MediaKind.Video);
        var keyFrames = CountKeyFrames(exchange);
        exchange.Until(() => keyFrames() >= 1, "the first key frame");
        var before = keyFrames();

        await Finish(exchange.Sender.GenerateKeyFrameAsync());

        exchange.Until(() => keyFrames() > before, "another key frame");
    }

    [WptTheory(Generate, "a rid that is none is refused", NotOnSystem = NoGenerate)]
    [InlineData("")]
    [InlineData("!?")]
    [InlineData("foo-bar")]
    [InlineData("foo_bar")]
    [InlineData("(╯°□°)╯︵ ┻━┻")]
    [InlineData("a*256")]
    public async Task GenerateKeyFrameAsync_BadRid_Refused(string rid)
    {
        using var exchange = new Exchange(MediaKind.Video);
        var bad = rid == "a*256" ? new string('a', 256) : rid;

        await AssertRefusedAsync(() => exchange.Sender.GenerateKeyFrameAsync([bad]));
    }

    [Wpt(Generate, "a rid that the sender does not have is refused", NotOnSystem = NoGenerate)]
    public async Task GenerateKeyFrameAsync_UnknownRid_Refused()
    {
        using var exchange = new Exchange(MediaKind.Video);

        await AssertRefusedAsync(() => exchange.Sender.GenerateKeyFrameAsync(["foo"]));
    }

    [Wpt(Generate, "a stopped sender makes none", NotOnSystem = NoGenerate)]
    public async Task GenerateKeyFrameAsync_Stopped_InvalidState()
    {
        using var exchange = new Exchange(MediaKind.Video);

        exchange.A.Transceivers[0].Stop();

        await AssertInvalidStateAsync(() => exchange.Sender.GenerateKeyFrameAsync());
    }

    [Wpt(Generate, "an inactive sender makes none", Differs = "libwebrtc takes the request, and encodes nothing", NotOnSystem = NoGenerate)]
    public async Task GenerateKeyFrameAsync_Inactive_Ends()
    {
        using var exchange = new Exchange(MediaKind.Video);
        exchange.A.Transceivers[0].Direction = RtpTransceiverDirection.Inactive;
        await ExchangeAsync(exchange.A, exchange.B);

        await Finish(exchange.Sender.GenerateKeyFrameAsync());
    }

    [Wpt(Generate, "a sender without a track makes none", Differs = "libwebrtc takes the request, and encodes nothing", NotOnSystem = NoGenerate)]
    public async Task GenerateKeyFrameAsync_NoTrack_Ends()
    {
        using var exchange = new Exchange(MediaKind.Video);
        await Finish(exchange.Sender.ReplaceTrackAsync(null));

        await Finish(exchange.Sender.GenerateKeyFrameAsync());
    }

    [Wpt(Request, "a receiver of pictures asks for one, which comes")]
    public async Task RequestKeyFrameAsync_Pictures_OneComes()
    {
        using var exchange = new Exchange(MediaKind.Video);
        var keyFrames = CountKeyFrames(exchange);
        exchange.Until(() => keyFrames() >= 1, "the first key frame");
        var before = keyFrames();

        await Finish(exchange.Receiver.RequestKeyFrameAsync());

        // The sender answers one request a while (RFC 5104 has no limit of time).
        var again = exchange.Receiver.RequestKeyFrameAsync();
        exchange.Until(
            () =>
            {
                if (again.IsCompleted && keyFrames() <= before)
                    again = exchange.Receiver.RequestKeyFrameAsync();
                return keyFrames() > before;
            },
            "another key frame");
        await Finish(again);
    }

    [Wpt(Request, "a receiver of sound cannot ask")]
    public async Task RequestKeyFrameAsync_Sound_Refused()
    {
        using var exchange = new Exchange(MediaKind.Audio);

        await AssertRefusedAsync(() => exchange.Receiver.RequestKeyFrameAsync());
    }

    [Wpt(Request, "a receiver that is not active can ask")]
    public async Task RequestKeyFrameAsync_Inactive_Ends()
    {
        using var exchange = new Exchange(MediaKind.Video);
        exchange.A.Transceivers[0].Direction = RtpTransceiverDirection.Inactive;
        await ExchangeAsync(exchange.A, exchange.B);

        await Finish(exchange.Receiver.RequestKeyFrameAsync());
    }

    [Wpt(Request, "a stopped receiver cannot ask")]
    public async Task RequestKeyFrameAsync_Stopped_InvalidState()
    {
        using var exchange = new Exchange(MediaKind.Video);
        var receiver = exchange.Receiver;

        exchange.B.Transceivers[0].Stop();

        await AssertInvalidStateAsync(() => receiver.RequestKeyFrameAsync());
    }

    private static Func<int> CountKeyFrames(Exchange exchange)
    {
        var count = 0;
        exchange.Sender.Transform = Exchange.Transform((transform, frame) =>
        {
            if (frame.IsKeyFrame)
                Interlocked.Increment(ref count);
            transform.Write(frame);
        });
        return () => Volatile.Read(ref count);
    }
}
