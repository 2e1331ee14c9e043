using System.Buffers.Binary;
using System.Diagnostics;
using WebRtcNative;

namespace FileDrop;

/// <summary>
/// Sends a player's position 60 times a second, as a game does all the time. A late update is worthless, so the channel neither
/// repeats nor orders them, and a file on the same connection does not delay them.
/// </summary>
internal sealed class PositionStream(DataChannel channel)
{
    private const int UpdatesPerSecond = 60;
    private const int UpdateSize = sizeof(int) + 3 * sizeof(float);

    private readonly byte[] _update = new byte[UpdateSize];
    private long _started;
    private long _turns;
    private int _highest = -1;

    public static DataChannelOptions Options => new() { Ordered = false, MaxRetransmits = 0 };

    public int Sent { get; private set; }

    public int Received { get; private set; }

    /// <summary>The share of the other side's updates that never came, judged by the gaps in their numbers.</summary>
    public double LossPercent => _highest < 0 ? 0 : 100.0 * (_highest + 1 - Received) / (_highest + 1);

    /// <summary>Sends an update if one is due, and reads the received ones.</summary>
    public void Turn()
    {
        if (channel.State == DataChannelState.Open) SendWhenDue();
        while (channel.TryReceive(_update, out var message)) Take(_update.AsSpan(0, message.Length));
    }

    private void SendWhenDue()
    {
        if (_started == 0) _started = Stopwatch.GetTimestamp();
        var elapsed = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        if (elapsed * UpdatesPerSecond < _turns) return;

        // After a pause only the present matters, so missed updates are skipped.
        _turns = (long)(elapsed * UpdatesPerSecond) + 1;
        var update = _update.AsSpan();
        BinaryPrimitives.WriteInt32LittleEndian(update, Sent);
        BinaryPrimitives.WriteSingleLittleEndian(update[4..], (float)Math.Cos(elapsed));
        BinaryPrimitives.WriteSingleLittleEndian(update[8..], (float)Math.Sin(elapsed));
        BinaryPrimitives.WriteSingleLittleEndian(update[12..], (float)elapsed);
        if (channel.TrySend(update) == SendResult.Sent) Sent++;
    }

    private void Take(ReadOnlySpan<byte> update)
    {
        if (update.Length != UpdateSize) return;
        Received++;
        _highest = Math.Max(_highest, BinaryPrimitives.ReadInt32LittleEndian(update));
    }
}
