namespace WebRtcNative;

/// <summary>Degrees clockwise by which a picture must be turned to be upright (3GPP TS 26.114, section 7.4.5).</summary>
public enum VideoRotation
{
    /// <summary>It is upright.</summary>
    None = 0,

    /// <summary>A quarter turn.</summary>
    Clockwise90 = 90,

    /// <summary>It is upside down.</summary>
    Clockwise180 = 180,

    /// <summary>Three quarters.</summary>
    Clockwise270 = 270,
}
