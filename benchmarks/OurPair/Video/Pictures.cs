using WebRtcNative;

namespace OurPair;

/// <summary>Pictures that move, with their numbers in blocks of luma. The same bytes as those of the ceiling's pictures.cc: the encoders of both
/// programs have the same work.</summary>
internal sealed class Pictures
{
    public const int Width = 1280;
    public const int Height = 720;

    private const int Drawn = 16;
    private const int Period = 128;
    private const int Step = Period / Drawn; // pixels to the left with each picture
    private const int Block = 32; // of a number's bit

    private readonly byte[][][] _drawn = [.. Enumerable.Range(0, Drawn).Select(DrawOne)];

    /// <summary>Copies a drawn picture, and writes its number.</summary>
    public void Draw(uint number, VideoBuffer buffer)
    {
        var from = _drawn[number % Drawn];
        for (var plane = 0; plane < from.Length; plane++)
            from[plane].CopyTo(buffer.GetPlane(plane)); // neither has gaps between its rows
        var luma = buffer.GetPlane(0);
        for (var bit = 0; bit < 8; bit++)
        {
            for (var row = 0; row < Block; row++)
                luma.Slice((row * Width) + (bit * Block), Block).Fill((number >> bit & 1) != 0 ? (byte)235 : (byte)16);
        }
    }

    public static byte NumberOf(VideoFrame frame)
    {
        var luma = frame.GetPlane(0);
        var stride = frame.GetStride(0);
        var number = 0;
        for (var bit = 0; bit < 8; bit++)
            number |= luma[(Block / 2 * stride) + (bit * Block) + (Block / 2)] > 128 ? 1 << bit : 0;
        return (byte)number;
    }

    private static byte[][] DrawOne(int picture)
    {
        byte[] luma = new byte[Width * Height], u = new byte[Width * Height / 4], v = new byte[Width * Height / 4];
        var noise = (uint)picture + 1;
        var shift = Step * picture;
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                noise = unchecked((noise * 1664525) + 1013904223);
                luma[(y * Width) + x] = (byte)(64 + Wave(x + shift) + Wave(y) + (int)(noise >> 24 & 7));
            }
        }
        for (var y = 0; y < Height / 2; y++)
        {
            for (var x = 0; x < Width / 2; x++)
            {
                u[(y * Width / 2) + x] = (byte)(96 + Wave((2 * x) + shift));
                v[(y * Width / 2) + x] = (byte)(96 + Wave(y));
            }
        }
        return [luma, u, v];
    }

    private static int Wave(int position)
    {
        var part = position % Period;
        return part < Period / 2 ? part : Period - 1 - part;
    }
}
