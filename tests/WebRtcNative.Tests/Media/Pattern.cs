namespace WebRtcNative.Tests.Media;

/// <summary>Pictures in I420 that carry their number in blocks of 16 x 16 along the upper edge, above a gradient that moves with the number.</summary>
internal static class Pattern
{
    public const int Width = 640;
    public const int Height = 360;
    private const int Block = 16;
    private const int Bits = 20;

    /// <summary>Fills the planes of a rented buffer of I420.</summary>
    public static void Draw(VideoBuffer buffer, int number)
    {
        var luma = buffer.GetPlane(0);
        var stride = buffer.GetStride(0);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
                luma[(y * stride) + x] = LumaAt(x, y, number);
        }
        buffer.GetPlane(1).Fill(100);
        buffer.GetPlane(2).Fill(150);
    }

    /// <summary>The number in a picture's luma; -1 if it cannot be read.</summary>
    public static int NumberOf(ReadOnlySpan<byte> luma, int stride)
    {
        var number = 0;
        for (var bit = 0; bit < Bits; bit++)
        {
            var sum = 0;
            for (var y = 4; y < Block - 4; y++)
            {
                for (var x = 4; x < Block - 4; x++)
                    sum += luma[(y * stride) + (bit * Block) + x];
            }
            var mean = sum / ((Block - 8) * (Block - 8));
            if (mean is > 80 and < 170)
                return -1;
            number |= mean >= 170 ? 1 << bit : 0;
        }
        return number;
    }

    /// <summary>Peak signal to noise ratio of the luma below the number, in dB.</summary>
    public static double Psnr(ReadOnlySpan<byte> luma, int stride, int number)
    {
        double sum = 0;
        for (var y = Block; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                double difference = luma[(y * stride) + x] - LumaAt(x, y, number);
                sum += difference * difference;
            }
        }
        var mean = sum / (Width * (Height - Block));
        return mean < 1e-3 ? 99 : 10 * Math.Log10(255 * 255 / mean);
    }

    private static byte LumaAt(int x, int y, int number)
    {
        if (y < Block && x < Bits * Block)
            return (number >> (x / Block) & 1) == 1 ? (byte)220 : (byte)30;
        var along = (x + y + (4 * number)) % 256;
        return (byte)(50 + (along < 128 ? along : 255 - along));
    }
}
