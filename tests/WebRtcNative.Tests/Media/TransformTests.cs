using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Transforms of encoded frames: by a loop of the program, and by AES-GCM.</summary>
public sealed class TransformTests : NativeTest
{
    private const int Readable = 10; // what depacketizers of VP8 look at

    private static readonly byte[] s_key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void Pictures_TurnedTwice_AreSeen()
    {
        using var pair = new VideoPair("video/VP8");
        var keyFrames = 0;
        var (there, back) = (new RtpTransform(TurnAsync), new RtpTransform(TurnAsync));
        pair.Sender.Transform = there;
        pair.B.Receivers[0].Transform = back;
        using var reader = pair.Seen.OpenReader();

        for (var i = 0; i < 5; i++)
            pair.Next(reader).Dispose();

        Assert.True(keyFrames > 0);
        Assert.True(there.Passed >= 5 && back.Passed >= 5);
        Assert.Equal(0, there.Failed + back.Failed);
        Assert.Same(there, pair.Sender.Transform);
        pair.Dispose();
        Wait.Until(() => there.Completion.IsCompleted && back.Completion.IsCompleted, "the end of both loops");
        Assert.True(there.Completion.IsCompletedSuccessfully);
        Assert.Throws<ObjectDisposedException>(() => there.Available);

        async Task TurnAsync(RtpTransform transform, CancellationToken stop)
        {
            await foreach (var frame in transform.ReadAllAsync(stop))
            {
                Assert.Equal(MediaKind.Video, frame.Kind);
                Assert.NotEqual(0u, frame.Ssrc);
                if (frame.IsKeyFrame)
                    Interlocked.Increment(ref keyFrames);
                foreach (ref var one in frame.Data[Math.Min(Readable, frame.Data.Length)..])
                    one ^= 0x5a;
                transform.Write(frame);
                Assert.Throws<ObjectDisposedException>(() => transform.Write(frame));
            }
        }
    }

    [Fact]
    public async Task Sound_LongerAndShorter_IsHeard()
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource());
        var sender = pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();
        sender.Transform = new RtpTransform(async (transform, stop) =>
        {
            var longer = new byte[4096];
            await foreach (var frame in transform.ReadAllAsync(stop))
            {
                frame.Data.CopyTo(longer);
                transform.Write(frame, longer.AsSpan(0, frame.Data.Length + 7));
            }
        });
        pair.B.Receivers[0].Transform = new RtpTransform(async (transform, stop) =>
        {
            await foreach (var frame in transform.ReadAllAsync(stop))
                transform.Write(frame, frame.Data[..^Math.Min(7, frame.Data.Length)]);
        });

        await AssertToneAsync(pair, source);
    }

    [Fact]
    public async Task AesGcm_Sound_IsHeardWithTheKeyOnly()
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource());
        var sender = pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();
        sender.Transform = RtpTransform.AesGcm(s_key);
        var wrong = RtpTransform.AesGcm(s_key.AsSpan(16));
        pair.B.Receivers[0].Transform = wrong;
        Wait.Until(() => wrong.Failed > 5, "frames of another key", () => source.TryWrite(new short[480]));
        Assert.Equal(0, wrong.Passed);

        pair.B.Receivers[0].Transform = RtpTransform.AesGcm(s_key);
        await AssertToneAsync(pair, source);

        Assert.True(wrong.HasEnded);
        wrong.Dispose();
    }

    [Theory]
    [InlineData("video/VP8")]
    [InlineData("video/VP9")]
    public void AesGcm_Pictures_AreSeenWithTheKeyOnly(string codec)
    {
        using var pair = new VideoPair(codec);
        var (encrypt, wrong, right) = (RtpTransform.AesGcm(s_key), RtpTransform.AesGcm(new byte[32]), RtpTransform.AesGcm(s_key));
        pair.Sender.Transform = encrypt;
        pair.B.Receivers[0].Transform = wrong;
        using var reader = pair.Seen.OpenReader();

        pair.SendUntil(() => wrong.Failed > 3, "frames of another key");
        Assert.False(reader.TryRead(out _));
        pair.B.Receivers[0].Transform = right;
        var frame = pair.Next(reader);

        Assert.InRange(frame.GetPlane(0)[^1], 120, 136);
        Assert.Equal(0, encrypt.Failed + right.Failed);
        Assert.Throws<InvalidOperationException>(() => right.TryRead(out _));
        Assert.Throws<ObjectDisposedException>(() => right.Write(default));
        frame.Dispose();
    }

    [Fact]
    public void Transform_SetElsewhereOrEnded_IsRefused()
    {
        using var pair = new VideoPair("video/VP8", isMutual: true);
        using var transform = new RtpTransform((_, stop) => Task.Delay(Timeout.Infinite, stop));
        using var disposed = RtpTransform.AesGcm(s_key);
        disposed.Dispose();
        pair.Sender.Transform = transform;

        pair.Sender.Transform = transform; // as it is
        Assert.Equal(RtcErrorType.InvalidState, Assert.Throws<WebRtcException>(() => pair.B.Receivers[0].Transform = transform).ErrorType);
        Assert.Throws<ObjectDisposedException>(() => pair.Sender.Transform = disposed);
        Assert.Null(pair.B.Receivers[0].Transform);
        pair.Sender.Transform = null;
        Assert.True(transform.HasEnded);
        Assert.Throws<WebRtcException>(() => pair.Sender.Transform = transform);
        Assert.Throws<ArgumentException>(() => RtpTransform.AesGcm(new byte[15]));
        Assert.Throws<ArgumentNullException>(() => new RtpTransform(null!));
        var sender = pair.Sender;
        pair.Dispose();
        Assert.ThrowsAny<InvalidOperationException>(() => sender.Transform = null);
    }

    [Fact]
    public void Loop_NeverReads_IsBoundedAndNothingGetsThrough()
    {
        using var pair = new VideoPair("video/VP8");
        var transform = new RtpTransform((_, stop) => Task.Delay(Timeout.Infinite, stop));
        pair.Sender.Transform = transform;
        using var reader = pair.Seen.OpenReader();

        pair.SendUntil(() => transform.Dropped > 3, "dropped frames");
        Assert.Equal((64, 0), (transform.Available, transform.Passed));
        Assert.False(reader.TryRead(out _));

        transform.Dispose();
        transform.Dispose();
        Wait.Until(() => transform.Completion.IsCompletedSuccessfully, "the loop to end");
        pair.Sender.Transform = null;
        pair.Next(reader).Dispose();
    }

    [Fact]
    public void Loop_ThrowsOrDisposes_FramesAreLostUntilReplaced()
    {
        using var pair = new VideoPair("video/VP8");
        using var reader = pair.Seen.OpenReader();
        var throws = new RtpTransform(async (transform, stop) =>
        {
            await transform.ReadAsync(stop); // and is never given back by the program
            throw new NotSupportedException("no");
        });
        pair.Sender.Transform = throws;
        pair.SendUntil(() => throws.Completion.IsCompleted, "the loop to throw");
        Assert.IsType<NotSupportedException>(throws.Completion.Exception!.InnerException);

        EncodedFrame late = default;
        var disposes = new RtpTransform(async (transform, stop) =>
        {
            late = (await transform.ReadAsync(stop))!.Value;
            transform.Dispose();
            await transform.ReadAsync(stop);
        });
        pair.Sender.Transform = disposes;
        pair.SendUntil(() => disposes.Completion.IsCompletedSuccessfully, "the loop to dispose");
        while (reader.TryRead(out var before))
            before.Dispose();
        Assert.NotEqual(0, late.Data.Length);
        disposes.Write(late); // to nowhere
        Assert.Throws<ObjectDisposedException>(() => _ = late.Data.Length);
        Assert.False(reader.TryRead(out _));

        // Replaced while frames flow.
        for (var i = 0; i < 3; i++)
        {
            var passes = new RtpTransform(async (transform, stop) =>
            {
                await foreach (var frame in transform.ReadAllAsync(stop))
                    transform.Write(frame);
            });
            pair.Sender.Transform = passes;
            pair.SendUntil(() => passes.Passed > 3, "frames through the next transform");
        }
        pair.Next(reader).Dispose();
    }

    private static async Task AssertToneAsync(CorePair pair, AudioSource source)
    {
        var tone = Tone.Make(440, 48_000, TimeSpan.FromSeconds(1));
        using var stop = new CancellationTokenSource();
        var playing = Task.Run(async () =>
        {
            while (true)
                await source.WriteAsync(tone, stop.Token);
        });
        using var reader = ((AudioTrack)pair.B.Receivers[0].Track).OpenReader(new AudioReaderOptions { SampleRate = 48_000 });
        using var late = new CancellationTokenSource(Wait.Deadline);
        var samples = new short[48_000 / 4];
        do
        {
            for (var rest = samples.AsMemory(); rest.Length > 0;)
                rest = rest[await reader.ReadAsync(rest, late.Token)..];
        }
        while (Tone.Snr(samples, 440, 48_000) < 20);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
    }
}
