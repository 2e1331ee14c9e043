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
    private const string Twice = Folder + "script-write-twice-transform.https.html";
    private const string Rules = Folder + "RTCRtpScriptTransform-write-rules.https.html";
    private const string Bad = Folder + "RTCRtpScriptTransform-bad-chunk.https.html";
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

    [WptTheory(Encoded, "of several, only the one that was written arrives")]
    [InlineData(MediaKind.Video)]
    public void Transform_WritesOne_OneArrives(MediaKind kind) => AssertOneArrives(kind);

    [WptTheory(Single, "the one frame that was written arrives as it was")]
    [InlineData(MediaKind.Audio)]
    public void Transform_WritesOneOfSound_OneArrives(MediaKind kind) => AssertOneArrives(kind);

    [WptTheory(Encoded, "a frame of another sender is not sent, its own is", Differs = "the write throws")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void Write_FrameOfAnotherTransform_ArgumentException(MediaKind kind)
    {
        using var one = new Exchange(kind);
        using var other = new Exchange(kind);
        EncodedFrame foreign = default;
        var isRead = 0;
        one.Sender.Transform = Exchange.Transform((_, frame) =>
        {
            foreign = frame;
            Volatile.Write(ref isRead, 1);
        });
        one.Until(() => Volatile.Read(ref isRead) != 0, "a frame of one");
        var there = other.Sender.Transform = Exchange.Transform((transform, frame) =>
        {
            Assert.Throws<ArgumentException>(() => transform.Write(foreign));
            transform.Write(frame);
        });
        var back = other.Receiver.Transform = Exchange.Pass();

        other.Until(() => back!.Passed > 3, "the other's own frames");

        Assert.False(there!.Completion.IsFaulted);
        Assert.NotEqual(0, foreign.Data.Length);
    }

    [WptTheory(Encoded, "frames in another order than they were read are not sent")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void Write_OlderAfterNewer_IsDropped(MediaKind kind) => AssertOlderIsDropped(kind);

    [WptTheory(Rules, "in order they all arrive (control)")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void Write_InOrder_AllArrive(MediaKind kind)
    {
        using var exchange = new Exchange(kind);
        var (sent, arrived) = (new ConcurrentQueue<uint>(), new ConcurrentQueue<uint>());
        exchange.Sender.Transform = Exchange.Transform((transform, frame) =>
        {
            sent.Enqueue(frame.RtpTimestamp);
            transform.Write(frame);
        });
        exchange.Receiver.Transform = Exchange.Transform((_, frame) => arrived.Enqueue(frame.RtpTimestamp));

        exchange.Until(() => arrived.Count > 3, "frames");

        var first = arrived.First();
        var expected = sent.SkipWhile(time => time != first).Take(3).ToArray();
        Assert.Equal(expected, arrived.Take(3));
    }

    [WptTheory(Rules, "an older one after a newer one does not arrive (reordered)")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void Write_Reordered_OlderDoesNotArrive(MediaKind kind) => AssertOlderIsDropped(kind);

    [WptTheory(Rules, "a frame that is written twice arrives once (twice)", Differs = "the second write throws")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void Write_Twice_ObjectDisposedException(MediaKind kind) => AssertTwiceThrows(kind);

    [WptTheory(Twice, "pictures that are written twice are seen", Differs = "the second write throws")]
    [InlineData(MediaKind.Video)]
    public void Write_TwiceOfPictures_ObjectDisposedException(MediaKind kind) => AssertTwiceThrows(kind);

    [Wpt(Bad, "what is no frame is refused, and frames pass all the same")]
    public void Write_NoFrame_Throws()
    {
        using var exchange = new Exchange(MediaKind.Video);
        var there = exchange.Sender.Transform = Exchange.Transform((transform, frame) =>
        {
            Assert.Throws<ObjectDisposedException>(() => transform.Write(default));
            transform.Write(frame);
        });

        exchange.Until(() => there!.Passed > 3, "frames");
    }

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

    // After the first frame, each two are written the other way round.
    private static void AssertOlderIsDropped(MediaKind kind)
    {
        using var exchange = new Exchange(kind);
        var (isFirst, held) = (true, (EncodedFrame?)null);
        var (late, arrived) = (new ConcurrentBag<uint>(), new ConcurrentBag<uint>());
        var there = exchange.Sender.Transform = Exchange.Transform((transform, frame) =>
        {
            if (isFirst)
            {
                isFirst = false;
                transform.Write(frame);
            }
            else if (held is { } older)
            {
                late.Add(older.RtpTimestamp);
                transform.Write(frame);
                transform.Write(older);
                held = null;
            }
            else
            {
                held = frame;
            }
        });
        exchange.Receiver.Transform = Exchange.Transform((_, frame) => arrived.Add(frame.RtpTimestamp));

        exchange.Until(() => there!.Dropped > 3 && there.Passed > 4 && arrived.Count > 3, "frames in another order");

        Assert.Empty(arrived.Intersect(late));
    }

    private static void AssertTwiceThrows(MediaKind kind)
    {
        using var exchange = new Exchange(kind);
        var there = exchange.Sender.Transform = Exchange.Transform((transform, frame) =>
        {
            transform.Write(frame);
            Assert.Throws<ObjectDisposedException>(() => transform.Write(frame));
        });
        var back = exchange.Receiver.Transform = Exchange.Pass();

        exchange.Until(() => there!.Passed > 3 && back!.Passed > 3, "frames");

        Assert.False(there!.Completion.IsFaulted);
    }
}
