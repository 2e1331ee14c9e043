namespace WebRtcNative;

/// <summary>The codecs of pictures that this library names.</summary>
public enum VideoCodec
{
    /// <summary>VP8 (RFC 6386). Each browser has it.</summary>
    Vp8 = 0,

    /// <summary>VP9 (RFC 9628).</summary>
    Vp9 = 1,

    /// <summary>AV1; the upstream engine only.</summary>
    Av1 = 2,

    /// <summary>ITU-T H.264. The upstream engine sends and receives it, and encodes and decodes it where the system's OpenH264 is
    /// installed.</summary>
    H264 = 3,
}
