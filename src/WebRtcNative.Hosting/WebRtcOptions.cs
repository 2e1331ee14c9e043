namespace WebRtcNative.Hosting;

/// <summary>What <see cref="PeerConnectionFactory"/> makes connections with. Checked when the host starts, or on first use
/// where there is no host.</summary>
public sealed class WebRtcOptions
{
    /// <summary>Options of connections that are created without any of their own. Changed as a whole:
    /// <c>options.PeerConnection = options.PeerConnection with { IncludeTcp = false }</c>.</summary>
    public PeerConnectionOptions PeerConnection { get; set; } = new();

    /// <summary>What could not be read from configuration: said together, by the check.</summary>
    internal List<string> ReadErrors { get; } = [];

    /// <summary>The configuration section that was read last; null for none.</summary>
    internal string? SectionPath { get; set; }
}
