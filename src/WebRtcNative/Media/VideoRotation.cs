namespace WebRtcNative;

/// <summary>Degrees clockwise by which a picture must be turned to be upright (3GPP TS 26.114, section 7.4.5).</summary>
public enum VideoRotation
{
    /// <summary>The picture is upright.</summary>
    None = 0,

    /// <summary>The picture is to be turned clockwise by a quarter.</summary>
    Clockwise90 = 90,

    /// <summary>The picture is upside down.</summary>
    Clockwise180 = 180,

    /// <summary>The picture is to be turned clockwise by three quarters.</summary>
    Clockwise270 = 270,
}
