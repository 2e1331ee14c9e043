namespace WebRtcNative;

/// <summary>contentHint of a video track (W3C MediaStreamTrack Content Hints, section 3): what its pictures show.</summary>
public enum VideoContentHint
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>motion: a smooth picture matters more than a sharp one.</summary>
    Motion = 1,

    /// <summary>detail: a sharp picture matters more.</summary>
    Detail = 2,

    /// <summary>text: as <see cref="Detail"/>; edges of letters must stay sharp.</summary>
    Text = 3,
}
