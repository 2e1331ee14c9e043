using System.Globalization;

namespace WebRtcNative.Godot;

/// <summary>A channel that each peer of a session has. Labels, ids and order are Godot's.</summary>
internal sealed record ChannelPlan(string Label, WebRtcTransferMode Mode, bool HasLifetimeOfPeer, DataChannelOptions Options)
{
    /// <summary>Channels that every session has: those of transfer channel 0, one for each mode.</summary>
    public const int ReservedCount = 3;

    // Godot's for extra channels: too short for a retransmission.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMilliseconds(1);

    /// <summary>All channels of a session. An <see cref="ArgumentException"/> says what is wrong with the extra ones.</summary>
    public static ChannelPlan[] Of(ReadOnlySpan<WebRtcTransferMode> extra)
    {
        var plan = new ChannelPlan[ReservedCount + extra.Length];
        plan[0] = new("reliable", WebRtcTransferMode.Reliable, false, OptionsOf(WebRtcTransferMode.Reliable, 1));
        plan[1] = new("ordered", WebRtcTransferMode.UnreliableOrdered, true, OptionsOf(WebRtcTransferMode.UnreliableOrdered, 2));
        plan[2] = new("unreliable", WebRtcTransferMode.Unreliable, true, OptionsOf(WebRtcTransferMode.Unreliable, 3));
        for (var i = ReservedCount; i < plan.Length; i++)
        {
            var mode = extra[i - ReservedCount];
            if (mode is < WebRtcTransferMode.Unreliable or > WebRtcTransferMode.Reliable)
                throw new ArgumentException($"There is no transfer mode {mode}.", nameof(extra));
            var options = OptionsOf(mode, i + 1);
            options.Validate();
            plan[i] = new((i + 1).ToString(CultureInfo.InvariantCulture), mode, false, options);
        }
        return plan;
    }

    public DataChannelOptions OptionsFor(int unreliableLifetime) =>
        HasLifetimeOfPeer ? Options with { MaxPacketLifeTime = TimeSpan.FromMilliseconds(unreliableLifetime) } : Options;

    private static DataChannelOptions OptionsOf(WebRtcTransferMode mode, int id) => new()
    {
        Negotiated = true,
        Id = id,
        Ordered = mode != WebRtcTransferMode.Unreliable,
        MaxPacketLifeTime = mode == WebRtcTransferMode.Reliable ? null : s_lifetime,
    };
}
