using System.Collections.Concurrent;
using System.Diagnostics;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Peers.Pictures;

/// <summary>The library's side of a call: shows a pattern, and judges what it sees of it.</summary>
internal sealed class Screen : IDisposable
{
    /// <summary>Signal to noise that a picture must have, in dB.</summary>
    public const double Clear = 30;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    private readonly VideoSource _source = new();
    private readonly VideoTrack _track;
    private readonly CancellationTokenSource _stop = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Task _showing;

    /// <param name="connection">Null for one of its own.</param>
    /// <param name="direction">Of its section.</param>
    /// <param name="codec">Of the pattern, and of what is seen.</param>
    /// <param name="encodings">Of the pattern; none for a single one.</param>
    public Screen(
        PeerConnection? connection = null,
        RtpTransceiverDirection direction = RtpTransceiverDirection.SendRecv,
        string codec = "video/VP8",
        params RtpEncoding[] encodings)
    {
        Connection = connection ?? new PeerConnection(new PeerConnectionOptions { Media = true });
        _track = _source.CreateTrack();
        Transceiver = Connection.AddTransceiver(_track, new RtpTransceiverInit { Direction = direction, SendEncodings = encodings });
        // With retransmission (RFC 4588).
        Transceiver.SetCodecPreferences(
            [.. RtpSender.GetCapabilities(MediaKind.Video).Codecs.Where(one => one.MimeType == codec || one.MimeType == "video/rtx")]);
        _showing = Task.Run(Show);
    }

    public PeerConnection Connection { get; }

    public RtpTransceiver Transceiver { get; }

    /// <summary>Waits until the pattern is seen: 20 clear pictures, one after the other, in their order.</summary>
    /// <returns>The least signal to noise in dB, and the median time from showing to seeing in milliseconds.</returns>
    public Task<(double Psnr, double Latency)> LookAsync() => LookAsync((VideoTrack)Transceiver.Receiver.Track);

    /// <inheritdoc cref="LookAsync()"/>
    /// <param name="track">What is looked at.</param>
    public async Task<(double Psnr, double Latency)> LookAsync(VideoTrack track)
    {
        using var reader = track.OpenReader(new VideoReaderOptions { Capacity = 8 });
        using var late = new CancellationTokenSource(Wait.Deadline);
        var clear = new List<(double Psnr, double Latency)>();
        var (last, count, sizes) = (-1, 0, new ConcurrentDictionary<string, int>());
        try
        {
            await foreach (var frame in reader.ReadAllAsync(late.Token))
            {
                using (frame)
                {
                    count++;
                    sizes.AddOrUpdate($"{frame.Width}x{frame.Height}", 1, (_, seen) => seen + 1);
                    if ((frame.Width, frame.Height) != (Pattern.Width, Pattern.Height))
                        continue; // an encoder has made it smaller, for want of time or bits
                    var number = Pattern.NumberOf(frame.GetPlane(0), frame.GetStride(0));
                    if (number < 0)
                        continue; // not clear yet
                    Assert.True(number > last, $"{number} after {last}");
                    last = number;
                    var psnr = Pattern.Psnr(frame.GetPlane(0), frame.GetStride(0), number);
                    if (psnr < Clear)
                        clear.Clear();
                    else
                        clear.Add((psnr, (_clock.Elapsed - (number * s_interval)).TotalMilliseconds));
                    if (clear.Count == 20)
                        return (clear.Min(one => one.Psnr), clear.Select(one => one.Latency).Order().ElementAt(10));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // told below
        }
        throw new InvalidOperationException($"The pattern is not seen, but {count} pictures ({string.Join(", ", sizes)}); {Connection.ConnectionState}");
    }

    public RtcStatsReport GetStats() => Connection.GetStatsAsync().GetAwaiter().GetResult();

    public void Dispose()
    {
        _stop.Cancel();
        _showing.GetAwaiter().GetResult();
        Connection.Dispose();
        _track.Dispose();
        _source.Dispose();
        _stop.Dispose();
    }

    // A picture has the number of the interval in which it is shown.
    private void Show()
    {
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            while (_clock.Elapsed < number * s_interval)
                Wait.Frame();
            number = (int)(_clock.Elapsed / s_interval);
            if (!_source.TryRent(Pattern.Width, Pattern.Height, VideoPixelFormat.I420, out var buffer))
                continue;
            Pattern.Draw(buffer, number);
            buffer.TrySend(_clock.Elapsed);
        }
    }
}
