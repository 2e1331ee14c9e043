using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Peers;

/// <summary>The library as a client: a connection with one channel, to a peer's server.</summary>
internal sealed class EchoClient : IDisposable
{
    private readonly PeerConnection _connection = new();

    public EchoClient(DataChannelOptions options) => Channel = _connection.CreateDataChannel("écho", options);

    public DataChannel Channel { get; }

    public async Task ConnectAsync(Uri server)
    {
        await WholeDescription.OfferAsync(_connection, server);
        Wait.Until(
            () => Channel.State == DataChannelState.Open,
            () => $"an open channel ({_connection.ConnectionState})");
    }

    /// <summary>Sends a text and bytes of each length, without waiting, and takes each of them back: in order where the
    /// channel is ordered.</summary>
    public async Task ConverseAsync(IEnumerable<int> sizes)
    {
        using var deadline = new CancellationTokenSource(Wait.Deadline);
        var waiting = new List<(bool IsText, byte[] Data)>();
        foreach (var size in sizes)
        {
            waiting.Add((true, [.. Enumerable.Range(size, size).Select(i => (byte)('a' + (i % 26)))]));
            waiting.Add((false, Content(size)));
        }
        foreach (var (isText, data) in waiting)
            Assert.Equal(SendResult.Sent, Channel.TrySend(data, isText));
        while (waiting.Count > 0)
        {
            var echo = await Channel.ReceiveAsync(deadline.Token);
            Assert.NotNull(echo);
            var found = waiting.FindIndex(one => one.IsText == echo.IsText && echo.Data.Span.SequenceEqual(one.Data));
            Assert.True(found >= 0, $"An echo of {echo.Data.Length} bytes (text: {echo.IsText}) was not sent.");
            Assert.True(!Channel.Ordered || found == 0, $"An echo of {echo.Data.Length} bytes is out of order.");
            waiting.RemoveAt(found);
        }
    }

    public void Dispose() => _connection.Dispose();

    private static byte[] Content(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }
}
