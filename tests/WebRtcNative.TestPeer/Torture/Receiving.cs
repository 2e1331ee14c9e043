namespace WebRtcNative.TestPeer;

/// <summary>The one place that takes messages out of a channel, of the tests too.</summary>
internal static class Receiving
{
    /// <summary>Bytes of the message that was taken; null when there was none.</summary>
    public static int? Take(this DataChannel channel, Span<byte> buffer) =>
        channel.TryReceive(buffer, out var message) ? message.Length : null;
}
