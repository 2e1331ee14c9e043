namespace WebRtcNative;

/// <summary>RTCDataChannelInit (WebRTC 1.0, section 6.2.1): order, reliability, protocol and id of a new channel. Values are checked when
/// the channel is created.</summary>
public sealed record DataChannelOptions
{
    private static readonly TimeSpan s_longestLifeTime = TimeSpan.FromMilliseconds(Interop.NativeMethods.WRTC_MAX_RELIABILITY);

    /// <summary>Whether both sides create the channel, with the same <see cref="Id"/>, so that nothing is announced. Default false.</summary>
    public bool Negotiated { get; init; }

    /// <summary>SCTP stream id, 0 to 65,534 (0 to 1,023 on Debian's engine), together with <see cref="Negotiated"/> only; null: the
    /// connection chooses one.</summary>
    public int? Id { get; init; }

    /// <summary>How often a message is sent again before it is given up, 0 to 65,535. Makes the channel unreliable; not together with
    /// <see cref="MaxPacketLifeTime"/>. Null for no limit.</summary>
    public int? MaxRetransmits { get; init; }

    /// <summary>Time after which a message is given up, 0 to 65,535 ms, of which whole milliseconds count. Makes the channel unreliable;
    /// not together with <see cref="MaxRetransmits"/>. Null for no limit.</summary>
    public TimeSpan? MaxPacketLifeTime { get; init; }

    /// <summary>Whether messages arrive in the order in which they were sent. Default true.</summary>
    public bool Ordered { get; init; } = true;

    /// <summary>Name of a subprotocol, at most 65,535 bytes of UTF-8. Default empty.</summary>
    public string Protocol { get; init; } = string.Empty;

    /// <summary>Share of the bandwidth among the connection's channels; null leaves it to the engine ("low").</summary>
    public RtcPriority? Priority { get; init; }

    /// <summary>Throws an <see cref="ArgumentException"/> that names the option which is wrong.</summary>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Protocol);
        if (Negotiated != Id.HasValue)
            throw new ArgumentException("Negotiated and Id must be given together.", nameof(Id));
        if (MaxRetransmits.HasValue && MaxPacketLifeTime.HasValue)
            throw new ArgumentException("MaxRetransmits and MaxPacketLifeTime exclude each other.", nameof(MaxRetransmits));
        CheckRange(Id, Interop.NativeRuntime.MaxStreamId, nameof(Id));
        CheckRange(MaxRetransmits, Interop.NativeMethods.WRTC_MAX_RELIABILITY, nameof(MaxRetransmits));
        if (MaxPacketLifeTime < TimeSpan.Zero || MaxPacketLifeTime > s_longestLifeTime)
            throw new ArgumentOutOfRangeException(nameof(MaxPacketLifeTime), MaxPacketLifeTime, "MaxPacketLifeTime must be within 0 and 65,535 ms.");
        CheckRange((int?)Priority, (int)RtcPriority.High, nameof(Priority));
    }

    private static void CheckRange(int? value, int maximum, string name)
    {
        if (value is < 0 || value > maximum)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be within 0 and {maximum}.");
    }
}
