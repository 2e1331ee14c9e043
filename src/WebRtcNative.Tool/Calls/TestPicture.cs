using System.Diagnostics;

namespace WebRtcNative.Tool.Calls;

/// <summary>Eight color bars, and a white square that moves once around in four seconds.</summary>
internal static class TestPicture
{
    public const int Width = 640;
    public const int Height = 480;

    private const int Square = 64;
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1 / 30.0);

    // BT.601: white, yellow, cyan, green, magenta, red, blue, black at 75 %.
    private static readonly (byte Y, byte U, byte V)[] s_bars =
        [(180, 128, 128), (162, 44, 142), (131, 156, 44), (112, 72, 58), (84, 184, 198), (65, 100, 212), (35, 212, 114), (16, 128, 128)];

    public static async Task SendAsync(VideoSource source, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(s_period);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            if (source.TryRent(Width, Height, VideoPixelFormat.I420, out var buffer))
                Send(buffer, clock.Elapsed);
        }
    }

    private static void Send(VideoBuffer buffer, TimeSpan time)
    {
        using (buffer)
        {
            var angle = Math.Tau * time.TotalSeconds / 4;
            var x = (int)((Width - Square) / 2.0 * (1 + Math.Cos(angle))) & ~1;
            var y = (int)((Height - Square) / 2.0 * (1 + Math.Sin(angle))) & ~1;
            Draw(buffer.GetPlane(0), buffer.GetStride(0), 1, bar => bar.Y, 235, x, y);
            Draw(buffer.GetPlane(1), buffer.GetStride(1), 2, bar => bar.U, 128, x, y);
            Draw(buffer.GetPlane(2), buffer.GetStride(2), 2, bar => bar.V, 128, x, y);
            buffer.TrySend(time);
        }
    }

    // A plane, of which a pixel stands for so many pixels each way.
    private static void Draw(Span<byte> plane, int stride, int scale, Func<(byte Y, byte U, byte V), byte> of, byte square, int x, int y)
    {
        var barWidth = Width / scale / s_bars.Length;
        for (var row = 0; row < Height / scale; row++)
        {
            var line = plane.Slice(row * stride, Width / scale);
            for (var bar = 0; bar < s_bars.Length; bar++)
                line.Slice(bar * barWidth, barWidth).Fill(of(s_bars[bar]));
            if (row >= y / scale && row < (y + Square) / scale)
                line.Slice(x / scale, Square / scale).Fill(square);
        }
    }
}
