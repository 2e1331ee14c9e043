namespace WebRtcNative.InteropTests.Networks.Relay;

/// <summary>A network's impairments of packets. The default is a perfect network.</summary>
internal sealed record Impairment
{
    /// <summary>Part of the packets that is lost, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>Part of the packets that arrives twice, 0 to 1.</summary>
    public double Duplication { get; init; }

    /// <summary>Part of the packets that is held back, so that later ones overtake it, 0 to 1.</summary>
    public double Reordering { get; init; }

    /// <summary>How long each packet is under way, in one direction.</summary>
    public TimeSpan OneWayDelay { get; init; }

    /// <summary>Bits a second that go through in one direction; 0 for no limit. Packets that would wait longer than 300 ms for their turn are
    /// lost.</summary>
    public int BitsPerSecond { get; init; }

    /// <summary>How long a packet is held back at most, beyond the delay of all; at least half of it.</summary>
    public TimeSpan ReorderingDelay { get; init; } = TimeSpan.FromMilliseconds(20);
}
