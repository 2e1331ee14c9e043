using System.Threading.Channels;

namespace Signaling;

/// <summary>One peer's place in a room: its incoming messages, the way to the other peer, and leaving.</summary>
internal sealed class Seat(ChannelReader<byte[]> inbox, ChannelWriter<byte[]> outbox, Action leave) : IDisposable
{
    public ChannelReader<byte[]> Inbox { get; } = inbox;
    public ChannelWriter<byte[]> Outbox { get; } = outbox;

    public void Dispose() => leave();
}
