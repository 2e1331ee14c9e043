namespace WebRtcNative;

/// <summary>Layout of a picture in memory. The planes of one block follow one another; its stride is the distance of two rows of the first plane in
/// bytes.</summary>
public enum VideoPixelFormat
{
    /// <summary>Three planes: Y, then U and V of half the width and height (rounded up), with half the stride (rounded up). What encoders and decoders
    /// use: nothing is converted.</summary>
    I420 = 0,

    /// <summary>Two planes: Y, then U and V alternating, of half the height, with the stride (rounded up to an even number).</summary>
    Nv12 = 1,

    /// <summary>Bytes of blue, green, red and alpha. Alpha is ignored when sent, and 255 when read.</summary>
    Bgra = 2,

    /// <summary>Bytes of red, green, blue and alpha. Alpha is ignored when sent, and 255 when read.</summary>
    Rgba = 3,
}
