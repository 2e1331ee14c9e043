namespace WebRtcNative.Godot;

public sealed partial class WebRtcPeerConnection
{
    private PolledRoundTripTime? _roundTripTime; // of the connection; null until there has been one

    /// <summary>getStats of the W3C's API (webrtc-stats): asks for the connection's statistics. Not part of Godot's class.</summary>
    /// <param name="received">Gets the report in a poll; never if the connection is closed before.</param>
    /// <returns>InvalidParameter for null; Unconfigured when closed. A failure that is found later raises
    /// <see cref="OperationFailed"/>.</returns>
    public WebRtcError GetStats(Action<RtcStatsReport> received)
    {
        if (Connection is not { } connection)
            return FailClosed();
        if (received == null)
            return Fail(WebRtcError.InvalidParameter, "The receiver of the report is null.");
        return Start(nameof(GetStats), connection, connection.GetStats, result => received(RtcStatsReport.Parse(result.Stats)));
    }

    /// <summary>The round-trip time that was measured last; null when closed, and until a first measurement has arrived. Not part of Godot's
    /// class.</summary>
    /// <remarks>It may be asked for in each frame. While the connection is connected, a call asks the engine again if the present value is
    /// older than a second, and the answer arrives in a poll. Nothing is measured unless this is called.</remarks>
    public TimeSpan? GetRoundTripTime() => Connection == null ? null : _roundTripTime?.Read();
}
