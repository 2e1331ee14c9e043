namespace WebRtcNative.InteropTests.Peers;

/// <summary>The channels that every peer is tried with.</summary>
public enum ChannelKind
{
    Ordered,
    Unordered,

    /// <summary>Unordered, and nothing is sent twice.</summary>
    Unreliable,
}

/// <summary>The options of each kind.</summary>
internal static class ChannelKinds
{
    // Fits the buffers of every socket, so that nothing gets lost on a machine's own network.
    private const int LongestUnreliable = 1000;

    public static DataChannelOptions ToOptions(this ChannelKind kind) => kind switch
    {
        ChannelKind.Ordered => new DataChannelOptions(),
        ChannelKind.Unordered => new DataChannelOptions { Ordered = false },
        _ => new DataChannelOptions { Ordered = false, MaxRetransmits = 0 },
    };

    /// <summary>Lengths of messages to try, where the other side takes so many bytes.</summary>
    public static int[] Sizes(this ChannelKind kind, int longest)
    {
        var limit = kind == ChannelKind.Unreliable ? LongestUnreliable : longest;
        return [.. new[] { 0, 1, LongestUnreliable, 16 * 1024, 64 * 1024, 256 * 1024 }.Where(size => size <= limit)];
    }
}
