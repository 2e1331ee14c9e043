namespace WebRtcNative.Hosting;

/// <summary>Options of the application's <see cref="PeerConnectionFactory"/>. Checked when the host starts, or on first use without
/// a host.</summary>
public sealed class WebRtcOptions
{
    /// <summary>Options of the factory, among them those of its connections. Changed as a whole:
    /// <c>options.Factory = options.Factory with { NetworkThreads = 2 }</c>. Where it has no queue, the <see cref="EventQueue"/> among the
    /// services is used.</summary>
    public PeerConnectionFactoryOptions Factory { get; set; } = new();

    /// <summary>Options of connections that are created without options of their own: those of <see cref="Factory"/>. Changed as a whole:
    /// <c>options.PeerConnection = options.PeerConnection with { IncludeTcp = false }</c>.</summary>
    public PeerConnectionOptions PeerConnection
    {
        get => Factory.PeerConnection;
        set => Factory = Factory with { PeerConnection = value };
    }

    /// <summary>Values of the configuration that could not be read. The check reports them together with its own errors.</summary>
    internal List<WrongOption> Unread { get; } = [];

    /// <summary>The configuration section that was read last; null for none.</summary>
    internal string? SectionPath { get; set; }
}
