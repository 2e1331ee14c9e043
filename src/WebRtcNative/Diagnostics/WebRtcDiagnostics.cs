using System.Diagnostics;

namespace WebRtcNative;

/// <summary>Names of the library's metrics and traces in <see cref="System.Diagnostics.Metrics"/> and <see cref="ActivitySource"/>,
/// by the naming rules of OpenTelemetry. Without a listener nothing is measured; while there are connections, a timer looks for a listener
/// to webrtc.round_trip_time every 5 seconds.</summary>
/// <remarks>
/// <para>Of the meter:</para>
/// <list type="table">
/// <item><term>webrtc.connections</term><description>connections that are not closed, by <c>webrtc.connection.state</c> (new,
/// connecting, connected, disconnected, failed)</description></item>
/// <item><term>webrtc.data_channels</term><description>open data channels</description></item>
/// <item><term>webrtc.data_channel.messages</term><description>messages, by <c>webrtc.direction</c>: "sent" counts messages that
/// send accepted, "received" those taken out of the receive queue</description></item>
/// <item><term>webrtc.data_channel.bytes</term><description>bytes of these messages</description></item>
/// <item><term>webrtc.data_channel.buffered</term><description>bytes accepted by send and not yet handed to the network, of all
/// connections</description></item>
/// <item><term>webrtc.round_trip_time</term><description>seconds, a histogram over connected connections. While it has a listener,
/// the library measures 64 connections every 5 seconds, the next 64 each time; all of them if there are fewer. The values arrive on the
/// thread pool; those of a polled queue's connections after its next poll.</description></item>
/// <item><term>webrtc.events.dropped</term><description>by <c>webrtc.drop.reason</c>: events whose object was closed or collected
/// ("closed"), lines of the engine's log beyond its limit ("log_overflow")</description></item>
/// </list>
/// <para>Of the activity source: <c>webrtc.connect</c>, from a connection's first setLocalDescription or setRemoteDescription until
/// it is connected (Ok), failed or closed (Error), once for each connection. Its tag <c>webrtc.connection.state</c> is the last
/// state; its events <c>webrtc.signaling_state</c>, <c>webrtc.ice_gathering_state</c> and <c>webrtc.ice_connection_state</c> are
/// the states on the way, with the value of the enumeration as <c>webrtc.state</c>. The activity that is current at its start is
/// its parent; it is never current itself.</para>
/// </remarks>
public static class WebRtcDiagnostics
{
    /// <summary>Name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "WebRtcNative";

    /// <summary>Name of the <see cref="ActivitySource"/>.</summary>
    public const string ActivitySourceName = "WebRtcNative";

    internal static string? Version { get; } = typeof(WebRtcDiagnostics).Assembly.GetName().Version?.ToString(3);
}
