namespace WebRtcNative;

/// <summary>How patient ICE is and how often it checks (RFC 8445, RFC 7675). Null: libwebrtc's default, which is given in
/// parentheses. Times from 1 ms to 24 hours. <see cref="Games"/> and <see cref="MobileNetworks"/> are ready-made.</summary>
/// <remarks>
/// When the remote peer disappears, the first check without an answer is made within <see cref="StablePingInterval"/>. The
/// connection is disconnected <see cref="UnwritableTimeout"/> after that check, or when <see cref="UnwritableMinChecks"/> were made
/// if that is later: one each <see cref="StablePingInterval"/>, but at most 0.9 s apart. Other pairs are checked as often only
/// after nothing was received for <see cref="ReceivingTimeout"/>, one each <see cref="CheckIntervalWeak"/>; so the connection has
/// failed <see cref="InactiveTimeout"/> after the longer of <see cref="StablePingInterval"/> and <see cref="ReceivingTimeout"/>,
/// and one <see cref="CheckIntervalWeak"/> for each pair. With the defaults that is 7.5 s, and 17.5 s for a few pairs.
/// </remarks>
public sealed record IceTimingOptions
{
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(24);

    /// <summary>For games: a killed peer is noticed after 1.4 s (Disconnected) and given up after 2.5 s (Failed). With the defaults it
    /// is 7.7 s and 17.7 s.</summary>
    /// <remarks>
    /// <para>Costs, measured on an idle connection: each side sends 10 packets a second, 780 bytes (checks and answers); with the
    /// defaults 2 packets, 150 bytes. While it connects, and while nothing arrives, it checks 40 times a second.</para>
    /// <para>Wrong alarms: none in 20 connections in 90 s that lost 5 % of the packets in each direction, with round trips of 20 and of
    /// 400 ms. Disconnected takes five checks in a row without an answer: at that loss, by calculation, once in some six hours. A
    /// network or a peer that is silent for 2 s has failed, such as a program in a debugger or a phone that changes its network. Then
    /// only <see cref="PeerConnection.RestartIce"/> is sure to revive the connection.</para>
    /// </remarks>
    public static IceTimingOptions Games { get; } = new()
    {
        ReceivingTimeout = TimeSpan.FromMilliseconds(400),
        UnwritableTimeout = TimeSpan.FromMilliseconds(900),
        InactiveTimeout = TimeSpan.FromSeconds(2),
        CheckIntervalStrong = TimeSpan.FromMilliseconds(200),
        CheckIntervalWeak = TimeSpan.FromMilliseconds(25),
        StablePingInterval = TimeSpan.FromMilliseconds(200),
    };

    /// <summary>For mobile networks: a gap of coverage up to 10 s is not told, and one up to 30 s does not end the connection. A killed
    /// peer is noticed after 16 s (Disconnected) and given up after 36 s (Failed).</summary>
    /// <remarks>On an idle connection each side sends 1 packet a second, 81 bytes; with the defaults 2 packets, 150 bytes. With
    /// <see cref="PeerConnectionOptions.GatherContinually"/> the connection moves to another network before that.</remarks>
    public static IceTimingOptions MobileNetworks { get; } = new()
    {
        ReceivingTimeout = TimeSpan.FromSeconds(6),
        UnwritableTimeout = TimeSpan.FromSeconds(10),
        InactiveTimeout = TimeSpan.FromSeconds(30),
        StablePingInterval = TimeSpan.FromSeconds(5),
    };

    /// <summary>Time without a packet after which a pair counts as not receiving: it is checked more often, and another pair is preferred
    /// (null: 2.5 s). At least the larger of <see cref="CheckIntervalStrong"/> and <see cref="CheckMinInterval"/>.</summary>
    public TimeSpan? ReceivingTimeout { get; init; }

    /// <summary>Time without an answer to checks after which a pair is unreliable, if <see cref="UnwritableMinChecks"/> were not answered
    /// as well. If it is the selected pair, the connection is disconnected (null: 5 s). At most <see cref="InactiveTimeout"/>.</summary>
    public TimeSpan? UnwritableTimeout { get; init; }

    /// <summary>Number of checks without an answer, from 1, after which a pair is unreliable; null for the engine's 5.</summary>
    public int? UnwritableMinChecks { get; init; }

    /// <summary>Time without an answer after which a pair has failed; with the last pair, the connection has failed (null: 15 s). Only this
    /// decides how long a peer may be stopped (SIGSTOP, a debugger) before the connection is lost. After 30 s without a packet the engine
    /// drops its pairs and only waits for the peer's checks. If a network carries nothing for that long, both sides wait, and only
    /// <see cref="PeerConnection.RestartIce"/> connects them again.</summary>
    public TimeSpan? InactiveTimeout { get; init; }

    /// <summary>Interval of checks while the connection is good (null: 480 ms). At least <see cref="CheckIntervalWeak"/>, and at most
    /// <see cref="ReceivingTimeout"/>, <see cref="BackupPairPingInterval"/> and <see cref="StablePingInterval"/>.</summary>
    public TimeSpan? CheckIntervalStrong { get; init; }

    /// <summary>Interval of checks while there is no selected pair, or it is not writable or gets no packets; null for the engine's 48
    /// ms.</summary>
    public TimeSpan? CheckIntervalWeak { get; init; }

    /// <summary>A lower bound for <see cref="CheckIntervalStrong"/> and <see cref="CheckIntervalWeak"/>; null for none.</summary>
    public TimeSpan? CheckMinInterval { get; init; }

    /// <summary>Interval of the checks that keep alive the pairs which are not selected; null for the engine's 25 s.</summary>
    public TimeSpan? BackupPairPingInterval { get; init; }

    /// <summary>Interval of checks of a pair that has been writable for a while; null for the engine's 2.5 s.</summary>
    public TimeSpan? StablePingInterval { get; init; }

    internal void Validate()
    {
        Check(ReceivingTimeout, nameof(ReceivingTimeout));
        Check(UnwritableTimeout, nameof(UnwritableTimeout));
        Check(InactiveTimeout, nameof(InactiveTimeout));
        Check(CheckIntervalStrong, nameof(CheckIntervalStrong));
        Check(CheckIntervalWeak, nameof(CheckIntervalWeak));
        Check(CheckMinInterval, nameof(CheckMinInterval));
        Check(BackupPairPingInterval, nameof(BackupPairPingInterval));
        Check(StablePingInterval, nameof(StablePingInterval));
        if (UnwritableMinChecks < 1)
            throw new ArgumentOutOfRangeException(nameof(UnwritableMinChecks), UnwritableMinChecks, "Must be at least 1.");
        CheckOrder();
    }

    internal static void CheckTime(TimeSpan time, string name)
    {
        if (time < TimeSpan.FromMilliseconds(1) || time > s_longest)
            throw new ArgumentOutOfRangeException(name, time, "Must be within 1 ms and 24 hours.");
    }

    private static void Check(TimeSpan? time, string name)
    {
        if (time is { } given)
            CheckTime(given, name);
    }

    // The engine refuses these too, and names none of the two options.
    private void CheckOrder()
    {
        var receiving = new Bound(nameof(ReceivingTimeout), ReceivingTimeout, 2500);
        var strong = new Bound(nameof(CheckIntervalStrong), CheckIntervalStrong, 480);
        AtMost(new Bound(nameof(CheckIntervalWeak), CheckIntervalWeak, 48), strong);
        AtMost(strong, receiving);
        AtMost(new Bound(nameof(CheckMinInterval), CheckMinInterval, 0), receiving);
        AtMost(strong, new Bound(nameof(BackupPairPingInterval), BackupPairPingInterval, 25_000));
        AtMost(strong, new Bound(nameof(StablePingInterval), StablePingInterval, 2500));
        AtMost(new Bound(nameof(UnwritableTimeout), UnwritableTimeout, 5000), new Bound(nameof(InactiveTimeout), InactiveTimeout, 15_000));
    }

    /// <summary>The error's parameter is an option that was set, since the other one may be at its default.</summary>
    private static void AtMost(Bound low, Bound high)
    {
        if (low.Milliseconds <= high.Milliseconds)
            return;
        throw low.IsSet
            ? new ArgumentException($"{low.Text} must be at most {high.Text}.", low.Name)
            : new ArgumentException($"{high.Text} must be at least {low.Text}.", high.Name);
    }

    /// <summary>An option as the engine gets it: in whole milliseconds, or its default.</summary>
    private readonly record struct Bound(string Name, TimeSpan? Time, int Default)
    {
        public bool IsSet => Time != null;

        public int Milliseconds => (int)(Time?.TotalMilliseconds ?? Default);

        public string Text => $"{Name} ({Milliseconds} ms{(IsSet ? string.Empty : ", the default")})";
    }
}
