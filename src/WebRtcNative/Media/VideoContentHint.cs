namespace WebRtcNative;

/// <summary>contentHint of a video track (W3C MediaStreamTrack Content Hints, section 3): what its pictures show.</summary>
public enum VideoContentHint
{
    /// <summary>Nothing is known of the pictures.</summary>
    None = 0,

    /// <summary>motion: a smooth picture matters more than a sharp one.</summary>
    Motion = 1,

    /// <summary>detail: a sharp picture matters more than a smooth one.</summary>
    Detail = 2,

    /// <summary>text: as <see cref="Detail"/>; edges of letters must stay sharp.</summary>
    Text = 3,
}
