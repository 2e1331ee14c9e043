namespace WebRtcNative.SampleTests.Guides;

/// <summary>As <see cref="GuideSnippets"/>, of pictures.</summary>
internal static class GuidePictureSnippets
{
    public static bool Send(VideoSource source, Action<Span<byte>, int> draw)
    {
        // begin
        if (!source.TryRent(1280, 720, VideoPixelFormat.Nv12, out var buffer))
            return false; // nobody wants a picture now: there is nothing to draw
        using (buffer)
        {
            draw(buffer.GetPlane(0), buffer.GetStride(0)); // luma, in native memory
            buffer.GetPlane(1).Fill(128); // no color
            return buffer.TrySend();
        }
        // end
    }

    public static void Listen(VideoSource source, Action<int, int> setPace)
    {
        // begin
        source.WantsChanged += (_, wants) => setPace(wants.IsActive ? wants.MaxFramerate : 0, wants.MaxPixels);
        // end
    }

    public static RtpSender Layers(PeerConnection connection, VideoTrack track)
    {
        // begin
        var layers = new RtpTransceiverInit
        {
            Direction = RtpTransceiverDirection.SendOnly,
            SendEncodings =
            [
                new RtpEncoding { Rid = "h", MaxBitrate = 1_500_000 },
                new RtpEncoding { Rid = "l", MaxBitrate = 300_000, ScaleResolutionDownBy = 2 },
            ],
        };
        return connection.AddTransceiver(track, layers).Sender;
        // end
    }

    public static async Task<VideoFrame> KeepAsync(VideoTrack track, CancellationToken stop)
    {
        // begin
        using var reader = track.OpenReader(new VideoReaderOptions { ApplyRotation = true }); // phones rotate
        await foreach (var frame in reader.ReadAllAsync(stop))
        {
            using (frame) // the decoder's own memory, lent
            {
                if (frame.Width >= 320)
                    return frame.Clone(); // kept as long as you like; dispose it at the end
            }
        }
        throw new EndOfStreamException();
        // end
    }

    public static bool Texture(VideoReader reader, Span<byte> texture)
    {
        // begin
        if (!reader.TryCopyLatest(texture, VideoPixelFormat.Rgba, out var info)) // once a frame of the game
            return info.Width == 0; // no new picture; otherwise the texture is too small for info.Width x info.Height
        return true;
        // end
    }

    public static void Transform(RtpSender sender, RtpReceiver receiver, byte[] key)
    {
        // begin
        sender.Transform = RtpTransform.AesGcm(key); // on the engine's threads
        receiver.Transform = new RtpTransform(async (frames, stop) => // or in your own code
        {
            await foreach (var frame in frames.ReadAllAsync(stop))
            {
                if (Decrypt(frame.Data, key, out var plain))
                    frames.Write(frame, plain);
                else
                    frame.Dispose(); // it is lost; nothing gets past a transform
            }
        });
        // end
    }

    private static bool Decrypt(Span<byte> data, byte[] key, out byte[] plain)
    {
        var readable = data[^1];
        var rest = data[readable..^29];
        plain = new byte[data.Length - 29];
        data[..readable].CopyTo(plain);
        using var aes = new System.Security.Cryptography.AesGcm(key, 16);
        try
        {
            aes.Decrypt(data[^13..^1], rest, data[^29..^13], plain.AsSpan(readable), data[..readable]);
            return true;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }
}
