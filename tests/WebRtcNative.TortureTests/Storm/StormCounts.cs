namespace WebRtcNative.TortureTests.Storm;

/// <summary>Counts a storm's actions, so that the test can check that there were some.</summary>
internal sealed class StormCounts
{
    private int _connected;
    private int _ended;
    private int _sent;
    private int _received;
    private int _collections;

    public int ConnectedPairs => _connected;

    public int EndedPairs => _ended;

    public int ReceivedMessages => _received;

    public int Collections => _collections;

    public void Connected() => Interlocked.Increment(ref _connected);

    public void Ended() => Interlocked.Increment(ref _ended);

    public void Sent() => Interlocked.Increment(ref _sent);

    public void Received() => Interlocked.Increment(ref _received);

    public void Collected() => Interlocked.Increment(ref _collections);

    public override string ToString() =>
        $"{2 * _ended} connections, {2 * _connected} of them connected; {_sent} messages sent, {_received} received; {_collections} collections";
}
