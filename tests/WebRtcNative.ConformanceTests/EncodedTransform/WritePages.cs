using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.EncodedTransform;

/// <summary>Which frames a transform can write: its own, once, in their order.</summary>
public sealed class WritePages : MediaConformanceTest
{
    private const string Folder = "webrtc-encoded-transform/";
    private const string Encoded = Folder + "RTCRtpScriptTransform-encoded-transform.https.html";
    private const string Twice = Folder + "script-write-twice-transform.https.html";
    private const string Rules = Folder + "RTCRtpScriptTransform-write-rules.https.html";
    private const string Bad = Folder + "RTCRtpScriptTransform-bad-chunk.https.html";

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
