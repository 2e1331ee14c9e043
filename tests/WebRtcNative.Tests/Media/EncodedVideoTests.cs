using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>A server without coders: frames of one connection's reader go to a source that another connection sends.</summary>
public sealed class EncodedVideoTests : NativeTest
{
    private static readonly byte[] s_vp9Key = [0x82, 0x49, 0x83, 0x42, 0x00, 0x13, 0xf0, 0x0e, 0xf0];

    [Theory]
    [InlineData("video/VP8", VideoCodec.Vp8)]
    [InlineData("video/VP9", VideoCodec.Vp9)]
    public void TrySend_FramesOfAReader_ArriveAsTheyWere(string name, VideoCodec codec)
    {
        using var from = new VideoPair(name);
        using var source = new EncodedVideoSource(codec);
        using var track = source.CreateTrack();
        using var to = MediaPair.New();
        to.A.AddTrack(track);
        to.Negotiate();
        using var input = from.Seen.OpenEncodedReader();
        using var output = ((VideoTrack)to.B.Receivers[0].Track).OpenEncodedReader(new() { Decode = VideoDecoding.Never });
        source.KeyFrameRequested += (_, _) => _ = from.B.Receivers[0].RequestKeyFrameAsync();
        var sent = new List<byte[]>();
        byte[]? arrived = null;
        EncodedVideoFrameInfo info = default;
        from.SendUntil(
            () =>
            {
                while (input.TryRead(out var frame))
                {
                    using (frame)
                    {
                        source.TrySend(frame.Data, frame.Info);
                        sent.Add(frame.Data.ToArray());
                    }
                }
                while (arrived == null && output.TryRead(out var frame))
                {
                    using (frame)
                        (arrived, info) = (frame.Data.ToArray(), frame.Info);
                }
                return arrived != null && source.Target.BitsPerSecond > 0;
            },
            "a frame at the other end");
        Assert.Contains(sent, bytes => bytes.AsSpan().SequenceEqual(arrived));
        Assert.True(info is { IsKeyFrame: true, IsDiscontinuity: false, Width: 320, Height: 240 } && info.Codec == codec, info.ToString());
        Assert.True(source.Target.IsActive);
    }

    [Fact]
    public void TrySend_FramesOfAReader_AllocatesNothing()
    {
        using var from = new VideoPair("video/VP8");
        using var source = new EncodedVideoSource(VideoCodec.Vp8);
        using var input = from.Seen.OpenEncodedReader();
        var frames = 0;
        var bytes = 0L;
        from.SendUntil(
            () =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var count = 0;
                for (; input.TryRead(out var frame); count++)
                {
                    using (frame)
                        source.TrySend(frame.Data, frame.Info);
                }
                if (frames > 5) // the first ones make the pool
                    bytes += GC.GetAllocatedBytesForCurrentThread() - before;
                frames += count;
                return frames > 30;
            },
            "31 frames");
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void TrySend_WrongFrames_ThrowsAndGoesOn()
    {
        using var source = new EncodedVideoSource(VideoCodec.Vp9);
        Assert.Throws<ArgumentException>(() => source.TrySend([]));
        Assert.Throws<ArgumentException>(() => source.TrySend([0]));
        Assert.Throws<ArgumentException>(() => source.TrySend(new byte[(4 << 20) + 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.TrySend(s_vp9Key, new() { Rotation = (VideoRotation)45 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.TrySend(s_vp9Key, new() { Timestamp = TimeSpan.FromTicks(-1) }));
        Assert.Throws<ArgumentException>(() => source.TrySend(s_vp9Key, new() { Width = -2 }));
        Assert.Equal(EncodedVideoSendResult.NotWanted, source.TrySend(s_vp9Key));
        source.Dispose();
        source.Dispose();
        Assert.Throws<ObjectDisposedException>(() => source.TrySend(s_vp9Key));
        Assert.Throws<ObjectDisposedException>(() => source.Target);
        Assert.Throws<ObjectDisposedException>(() => source.CreateTrack());
        Assert.Throws<ObjectDisposedException>(() => source.KeyFrameRequested += (_, _) => { });
    }

    [Fact]
    public void Constructor_UnknownCodec_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EncodedVideoSource((VideoCodec)9));

    [Fact]
    public void TrySend_ThePeerHasNegotiatedAnotherCodec_SaysWhich()
    {
        using var pair = new VideoPair("video/VP8");
        using var source = new EncodedVideoSource(VideoCodec.Vp9);
        using var track = source.CreateTrack();
        pair.Sender.ReplaceTrackAsync(track);
        var message = string.Empty;
        pair.Until(() => (message = Pass(source, s_vp9Key) ?? "").Length > 0, "the error");
        Assert.Contains("VP8", message, StringComparison.Ordinal);
        Assert.Contains("VP9", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrySend_OneOfTwoPeersHasNegotiatedAnotherCodec_SaysSoAndTheOtherHasTheFrames()
    {
        using var refusing = new VideoPair("video/VP8");
        using var taking = new VideoPair("video/VP9");
        using var source = new EncodedVideoSource(VideoCodec.Vp9);
        using var track = source.CreateTrack();
        using var reader = taking.Seen.OpenEncodedReader(new() { Decode = VideoDecoding.Never });
        refusing.Sender.ReplaceTrackAsync(track);
        taking.Sender.ReplaceTrackAsync(track);
        var arrived = 0;
        var message = string.Empty;
        taking.Until(
            () =>
            {
                message = Pass(source, s_vp9Key) ?? message;
                for (; reader.TryRead(out var frame); arrived++)
                    frame.Dispose();
                return arrived > 0 && message.Length > 0;
            },
            "a frame and the error");
        Assert.Contains("VP8", message, StringComparison.Ordinal);

        refusing.Sender.ReplaceTrackAsync(null);
        var inTurn = 0;
        taking.Until(() => (inTurn = Pass(source, s_vp9Key) == null ? inTurn + 1 : 0) > 20, "21 frames without an error");
    }

    [Fact]
    public void OpenEncodedReader_LocalTrack_Throws()
    {
        using var raw = new VideoSource();
        using var track = raw.CreateTrack();
        using var source = new EncodedVideoSource(VideoCodec.Vp8);
        using var encoded = source.CreateTrack();
        Assert.Throws<ArgumentException>(() => track.OpenEncodedReader());
        Assert.Throws<ArgumentException>(() => encoded.OpenEncodedReader());
        Assert.Throws<ArgumentException>(() => encoded.OpenReader());
    }

    [Fact]
    public void Data_AfterDispose_Throws()
    {
        using var pair = new VideoPair("video/VP8");
        using var reader = pair.Seen.OpenEncodedReader();
        EncodedVideoFrame frame = default;
        pair.SendUntil(() => reader.TryRead(out frame), "a frame");
        reader.Dispose();
        Assert.True(frame.Data.Length > 0 && frame.Info.IsKeyFrame);
        frame.Dispose();
        frame.Dispose();
        Assert.Throws<ObjectDisposedException>(() => frame.Data.Length);
        Assert.Throws<ObjectDisposedException>(() => default(EncodedVideoFrame).Info);
        Assert.Throws<ObjectDisposedException>(() => reader.TryRead(out _));
    }

    [Fact]
    public async Task RequestKeyFrameAsync_Sound_Throws()
    {
        using var pair = MediaPair.New();
        var sound = pair.A.AddTransceiver(MediaKind.Audio);
        await Assert.ThrowsAsync<ArgumentException>(() => sound.Receiver.RequestKeyFrameAsync());
    }

    // Null, or what the error says.
    private static string? Pass(EncodedVideoSource source, byte[] frame)
    {
        try
        {
            source.TrySend(frame);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}
