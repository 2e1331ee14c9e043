using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.EncodedTransform;

/// <summary>Transforms of senders and receivers: where they can be set, and what becomes of the frames.</summary>
public sealed class TransformPages : MediaConformanceTest
{
    private const string Folder = "webrtc-encoded-transform/";
    private const string Script = Folder + "script-transform.https.html";
    private const string Encoded = Folder + "RTCRtpScriptTransform-encoded-transform.https.html";
    private const string Single = Folder + "RTCRtpScriptTransform-sender-worker-single-frame.https.html";
    private const string Sound = Folder + "script-audio-transform.https.html";
    private const string Change = Folder + "script-change-transform.https.html";
    private const string Late = Folder + "script-late-transform.https.html";
    private const byte Mark = 0xa5;

    [Wpt(Script, "a transform in use can be set where it is, and nowhere else")]
    public void Transform_InUse_RefusedElsewhere()
    {
        var connection = NewMediaConnection();
        var (one, other) = (connection.AddTransceiver(MediaKind.Audio), connection.AddTransceiver(MediaKind.Video));
        using var ofSender = Exchange.Pass();
        using var ofReceiver = Exchange.Pass();
        (one.Sender.Transform, one.Receiver.Transform) = (ofSender, ofReceiver);

        AssertInvalidState(() => other.Sender.Transform = ofSender);
        AssertInvalidState(() => other.Receiver.Transform = ofReceiver);
        (one.Sender.Transform, one.Receiver.Transform) = (ofSender, ofReceiver);
        (one.Sender.Transform, one.Receiver.Transform) = (null, null);

        Assert.Null(one.Sender.Transform);
        Assert.Null(one.Receiver.Transform);
    }

    [Wpt(Encoded, "one that was taken away cannot be set elsewhere either")]
    public void Transform_WasInUse_RefusedElsewhere()
    {
        var connection = NewMediaConnection();
        var (one, other) = (connection.AddTransceiver(MediaKind.Audio), connection.AddTransceiver(MediaKind.Audio));
        using var ofSender = Exchange.Pass();
        using var ofReceiver = Exchange.Pass();
        (one.Sender.Transform, one.Receiver.Transform) = (ofSender, ofReceiver);
        (one.Sender.Transform, one.Receiver.Transform) = (null, null);

        AssertInvalidState(() => other.Sender.Transform = ofSender);
        AssertInvalidState(() => other.Receiver.Transform = ofReceiver);
    }

    [WptTheory(Script, "frames go through the transforms of both sides")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void Transforms_BothSides_FramesPass(MediaKind kind)
    {
        using var exchange = new Exchange(kind);
        var (there, back) = (Exchange.Pass(), Exchange.Pass());
        (exchange.Sender.Transform, exchange.Receiver.Transform) = (there, back);

        exchange.Until(() => there.Passed > 3 && back.Passed > 3, "frames through both");

        Assert.Equal(0, there.Failed + back.Failed);
    }

    [Wpt(Sound, "sound goes through the transforms of both sides")]
    public void Transforms_Sound_IsAudio()
    {
        using var exchange = new Exchange(MediaKind.Audio);
        var kinds = new ConcurrentBag<MediaKind>();
        var (there, back) = (Exchange.Transform(Take), Exchange.Transform(Take));
        (exchange.Sender.Transform, exchange.Receiver.Transform) = (there, back);

        exchange.Until(() => there.Passed > 3 && back.Passed > 3, "frames through both");

        Assert.All(kinds, kind => Assert.Equal(MediaKind.Audio, kind));

        void Take(RtpTransform transform, EncodedFrame frame)
        {
            kinds.Add(frame.Kind);
            transform.Write(frame);
        }
    }

    [WptTheory(Encoded, "what the sender's transform adds arrives at the receiver's")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void Transforms_ChangeFrames_ArriveChanged(MediaKind kind)
    {
        using var exchange = new Exchange(kind);
        var marks = new ConcurrentBag<byte>();
        exchange.Sender.Transform = Exchange.Append(Mark);
        var back = exchange.Receiver.Transform = Exchange.Transform((transform, frame) =>
        {
            marks.Add(frame.Data[^1]);
            transform.Write(frame, frame.Data[..^1]);
        });
        using var reader = kind == MediaKind.Video ? exchange.Seen.OpenReader() : null;

        var isSeen = reader == null;
        exchange.Until(
            () =>
            {
                if (reader?.TryRead(out var frame) == true)
                {
                    frame.Dispose();
                    isSeen = true;
                }
                return isSeen && back.Passed > 3;
            },
            "changed frames, and a picture");

        Assert.All(marks, mark => Assert.Equal(Mark, mark));
    }

    [Wpt(Encoded, "frames that the sender's transform does not write do not arrive")]
    public void Transform_WritesNothing_NothingArrives()
    {
        using var exchange = new Exchange(MediaKind.Video);
        var arrived = 0;
        var there = exchange.Sender.Transform = Exchange.Transform((_, frame) => frame.Dispose());
        exchange.Receiver.Transform = Exchange.Transform((_, _) => Interlocked.Increment(ref arrived));

        exchange.Until(() => there!.Dropped > 15, "frames that were not written");

        Assert.Equal(0, Volatile.Read(ref arrived));
    }

    [WptTheory(Encoded, "a transform that writes one of several frames lets that frame arrive, and no other")]
    [InlineData(MediaKind.Video)]
    public void Transform_WritesOne_OneArrives(MediaKind kind) => AssertOneArrives(kind);

    [WptTheory(Single, "the one frame that was written arrives as it was")]
    [InlineData(MediaKind.Audio)]
    public void Transform_WritesOneOfSound_OneArrives(MediaKind kind) => AssertOneArrives(kind);

    [Wpt(Change, "another transform takes the place of a sender's")]
    public void Transform_Replaced_NextOneIsUsed()
    {
        using var exchange = new Exchange(MediaKind.Video);
        var last = 0;
        exchange.Receiver.Transform = Exchange.Transform((_, frame) => Volatile.Write(ref last, frame.Data[^1]));
        exchange.Sender.Transform = Exchange.Append(1);
        exchange.Until(() => Volatile.Read(ref last) == 1, "frames of the first transform");

        exchange.Sender.Transform = Exchange.Append(2);

        exchange.Until(() => Volatile.Read(ref last) == 2, "frames of the second transform");
    }

    [Wpt(Late, "a receiver's transform that is set late decrypts what comes then")]
    public void Transform_SetLate_PicturesAreSeen()
    {
        using var exchange = new Exchange(MediaKind.Video);
        var key = new byte[16];
        var there = exchange.Sender.Transform = RtpTransform.AesGcm(key);
        using var reader = exchange.Seen.OpenReader();
        exchange.Until(() => there!.Passed > 5, "encrypted frames, which the decoder sees as they are");
        while (reader.TryRead(out var garbage))
            garbage.Dispose();

        exchange.Receiver.Transform = RtpTransform.AesGcm(key);

        VideoFrame frame = default;
        exchange.Until(() => reader.TryRead(out frame), "a picture");
        frame.Dispose();
    }

    private static void AssertOneArrives(MediaKind kind)
    {
        using var exchange = new Exchange(kind);
        byte[]? written = null;
        var arrived = new ConcurrentQueue<byte[]>();
        var there = exchange.Sender.Transform = Exchange.Transform((transform, frame) =>
        {
            if (written != null)
                frame.Dispose();
            else
                transform.Write(frame, written = frame.Data.ToArray());
        });
        exchange.Receiver.Transform = Exchange.Transform((_, frame) => arrived.Enqueue(frame.Data.ToArray()));

        exchange.Until(() => there!.Dropped > 15 && !arrived.IsEmpty, "one frame, and others that were dropped");

        Assert.Equal(written, arrived.First());
        Assert.All(arrived.Skip(1), frame => Assert.Equal(written, frame)); // the engine may send it again, as padding
    }
}
