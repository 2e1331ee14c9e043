namespace WebRtcNative;

/// <summary>Options of an <see cref="EncodedVideoSource"/>.</summary>
public sealed record EncodedVideoSourceOptions
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(40_950);

    /// <summary>The time from a frame's capture to its display that receivers are told to aim at: as minimum and as maximum in the RTP header extension
    /// playout-delay. Zero shows each frame as soon as it is there, for remote control and the like; its price is that pictures stutter where the
    /// network does. 40.95 s at most, rounded down to 10 ms. Default null: each receiver decides, by what its network does.</summary>
    public TimeSpan? PlayoutDelay { get; init; }

    internal void Validate()
    {
        if (PlayoutDelay < TimeSpan.Zero || PlayoutDelay > s_longest)
            throw new ArgumentOutOfRangeException(nameof(PlayoutDelay), PlayoutDelay, "The playout delay is from 0 to 40.95 s.");
    }
}
