using System.Text;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>AsStream: a channel as bytes without the limits of messages.</summary>
public sealed class DataChannelStreamTests : NativeTest
{
    private readonly byte[] _buffer = new byte[100_000];

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 7)]
    [InlineData(true, 7)]
    [InlineData(true, 100_000)]
    public void ReadAsync_AnyBufferSize_SameBytes(bool byHand, int size)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var stream = b.AsStream();
        a.Send([]);
        a.Send("ab");
        a.Send([]);
        a.Send("cdefghijklmn"u8);
        a.Send("o"u8);
        var received = new MemoryStream();

        while (received.Length < 15)
        {
            var length = pair.Finish(stream.ReadAsync(_buffer.AsMemory(0, size)).AsTask());
            Assert.InRange(length, 1, size);
            received.Write(_buffer, 0, length);
        }

        Assert.Equal("abcdefghijklmno", Encoding.UTF8.GetString(received.ToArray()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CopyToAsync_Megabytes_SameBytesInPieces(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var content = CoreContent.Random(5_000_000, seed: 2);
        var received = new MemoryStream();
        var reading = b.AsStream().CopyToAsync(received);
        var stream = a.AsStream();

        pair.Finish(stream.WriteAsync(content).AsTask());
        pair.Finish(stream.FlushAsync());
        Assert.InRange(a.BufferedAmount, 0, a.SendHighWaterMark + (16 * 1024));
        pair.Until(() => a.BufferedAmount == 0, "everything sent");
        stream.Dispose();
        pair.Finish(reading);

        Assert.True(received.ToArray().AsSpan().SequenceEqual(content));
    }

    [Fact]
    public void WriteAsync_LongWrite_MessagesOfAtMost16KiB()
    {
        var pair = Own(Pair(byHand: true));
        var (a, b) = pair.Open();

        pair.Finish(a.AsStream().WriteAsync(new byte[40_000]).AsTask());
        pair.Finish(a.AsStream().WriteAsync(ReadOnlyMemory<byte>.Empty).AsTask());
        a.Send([]);
        pair.Until(() => b.AvailableMessageCount == 4, "all messages");

        Assert.Equal([16384, 16384, 40_000 - 32768, 0], CoreContent.TakeAll(b).Select(message => message.Length));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WriteAsync_BeforeOpen_ArrivesWhole(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var content = CoreContent.Random(50_000, seed: 3);
        var writing = pair.A.CreateDataChannel("channel").AsStream().WriteAsync(content).AsTask();
        pair.Negotiate();
        pair.Until(() => !pair.ReceivedByB.IsEmpty, "the channel");

        pair.Finish(pair.ReceivedByB.First().AsStream().ReadExactlyAsync(_buffer, 0, content.Length).AsTask());
        pair.Finish(writing);

        Assert.True(_buffer.AsSpan(0, content.Length).SequenceEqual(content));
    }

    [Fact]
    public void ReadWrite_Synchronous_Block()
    {
        var pair = Own(Pair(byHand: false));
        var (a, b) = pair.Open();
        var content = CoreContent.Random(3_000_000, seed: 4);
        var reading = CoreThread.Start(() =>
        {
            var received = new byte[content.Length];
            b.AsStream().ReadExactly(received);
            return received;
        });

        var writing = CoreThread.Start(() =>
        {
            a.AsStream().Write(content.AsSpan(0, 1));
            a.AsStream().WriteByte(content[1]);
            a.AsStream().Write(content, 2, content.Length - 2);
            a.AsStream().Flush();
        });

        pair.Finish(writing);
        Assert.True(pair.Finish(reading).AsSpan().SequenceEqual(content));
    }

    // On a polled queue another thread has to poll, as this test's thread does.
    [Fact]
    public void Read_SynchronousByHand_EndsWhenAnotherThreadPolls()
    {
        var pair = Own(Pair(byHand: true));
        var (a, b) = pair.Open();
        var reading = CoreThread.Start(() => b.AsStream().Read(new byte[10], 0, 10));

        a.Send([1, 2, 3]);

        Assert.Equal(3, pair.Finish(reading));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_WhileThePeerReads_EndOfStream(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var stream = a.AsStream();
        var reading = b.AsStream().ReadAsync(_buffer).AsTask();
        var own = stream.ReadAsync(_buffer).AsTask();

        stream.Dispose();
        stream.Dispose();

        Assert.Equal(0, pair.Finish(reading));
        Assert.Equal(0, pair.Finish(own));
        Assert.Equal(0, pair.Finish(b.AsStream().ReadAsync(_buffer).AsTask()));
        Assert.False(stream.CanRead || stream.CanWrite);
        Assert.Throws<ObjectDisposedException>(() => pair.Finish(stream.ReadAsync(_buffer).AsTask()));
        Assert.Throws<ObjectDisposedException>(() => pair.Finish(stream.WriteAsync(_buffer).AsTask()));
        Assert.IsType<InvalidOperationException>(
            Assert.Throws<IOException>(() => pair.Finish(b.AsStream().WriteAsync(_buffer).AsTask())).InnerException);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadAsync_ChannelFailed_RestThenIOException(bool byHand)
    {
        var pair = Own(Pair(byHand, new PeerConnectionOptions { ReceiveLimit = 10_000 }));
        var (a, b) = pair.Open();
        a.Send(CoreContent.Numbered(1, 1000));
        a.Send(new byte[20_000]);
        pair.Until(() => b.State == DataChannelState.Closed, "B failed");
        var stream = b.AsStream();

        pair.Finish(stream.ReadExactlyAsync(_buffer, 0, 1000).AsTask());
        var error = Assert.Throws<IOException>(() => pair.Finish(stream.ReadAsync(_buffer).AsTask()));

        Assert.Same(b.Error, error.InnerException);
        Assert.Throws<IOException>(() => pair.Finish(stream.WriteAsync(_buffer).AsTask()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadAsync_Cancelled_NoByteLost(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var stream = b.AsStream();
        using var source = new CancellationTokenSource();
        var reading = stream.ReadAsync(_buffer, source.Token).AsTask();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => pair.Finish(reading));
        a.Send("abc");
        pair.Until(() => b.AvailableMessageCount == 1, "the message");

        Assert.Equal(1, pair.Finish(stream.ReadAsync(_buffer.AsMemory(0, 1)).AsTask()));
        Assert.ThrowsAny<OperationCanceledException>(() => pair.Finish(stream.ReadAsync(_buffer, source.Token).AsTask()));
        Assert.ThrowsAny<OperationCanceledException>(() => pair.Finish(stream.WriteAsync(_buffer, source.Token).AsTask()));
        Assert.ThrowsAny<OperationCanceledException>(() => pair.Finish(stream.FlushAsync(source.Token)));

        Assert.Equal(2, pair.Finish(stream.ReadAsync(_buffer).AsTask()));
        Assert.Equal("bc"u8, _buffer.AsSpan(0, 2));
    }

    [Fact]
    public void ReadAsync_OfNothing_WaitsForSomething()
    {
        var pair = Own(Pair(byHand: true));
        var (a, b) = pair.Open();
        var reading = b.AsStream().ReadAsync(Memory<byte>.Empty).AsTask();
        Assert.False(reading.IsCompleted);

        a.Send([1]);

        Assert.Equal(0, pair.Finish(reading));
        Assert.Equal(1, b.AvailableMessageCount);
    }

    [Fact]
    public void AsStream_Twice_SameObjectThatCannotSeek()
    {
        var channel = Own(new PeerConnection()).CreateDataChannel("channel");
        var stream = channel.AsStream();

        Assert.Same(stream, channel.AsStream());
        Assert.Equal((true, true, false, false), (stream.CanRead, stream.CanWrite, stream.CanSeek, stream.CanTimeout));
        Assert.Throws<NotSupportedException>(() => stream.Length);
        Assert.Throws<NotSupportedException>(() => stream.Position);
        Assert.Throws<NotSupportedException>(() => stream.Position = 0);
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Read(new byte[1], 0, 2));
        Assert.Throws<ArgumentNullException>(() => stream.Write(null!, 0, 0));
    }

    private CorePair Pair(bool byHand, PeerConnectionOptions? options = null) => new(byHand ? Own(new EventQueue()) : null, options);
}
