using System.Text;
using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>PutPacket of a string.</summary>
public sealed class DataChannelPutTextTests : NativeTest
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("a\0b")]
    [InlineData("äöü \U0001F600")]
    [InlineData("half \ud800 pair")]
    public void PutPacket_String_ArrivesAsTextInEitherMode(string text)
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        foreach (var mode in new[] { WebRtcWriteMode.Binary, WebRtcWriteMode.Text })
        {
            a.WriteMode = mode;

            Assert.Equal(WebRtcError.Ok, a.PutPacket(text));

            Assert.Equal(mode, a.WriteMode);
            pair.PollUntil(() => b.GetAvailablePacketCount() > 0, "a packet");
            Assert.Equal(WebRtcError.Ok, b.GetPacket(out var packet));
            Assert.Equal(Encoding.UTF8.GetBytes(text), packet);
            Assert.True(b.WasStringPacket());
        }
        Assert.Equal(WebRtcError.Ok, a.PutPacket("binary"u8.ToArray().AsSpan()[..0]));
    }

    [Fact]
    public void PutPacket_String_FailsAsBytesDo()
    {
        var pair = Own(new Pair());
        var early = pair.A.CreateDataChannel("early")!;
        Assert.Equal(WebRtcError.Unavailable, early.PutPacket("text"));
        Assert.Equal(WebRtcError.InvalidParameter, early.PutPacket((string)null!));
        Assert.Equal(WebRtcError.InvalidParameter, early.LastError.Code);
        var (a, _) = pair.Open();

        Assert.Equal(WebRtcError.ParameterRangeError, a.PutPacket(new string('a', a.GetMaxPacketSize() + 1)));
        Assert.Equal(WebRtcError.ParameterRangeError, a.PutPacket(new string('ä', (a.GetMaxPacketSize() / 2) + 1)));
        Assert.Equal(WebRtcError.ParameterRangeError, a.PutPacket(new string('a', 17 * 1024 * 1024)));
        Assert.Equal(WebRtcError.Ok, a.PutPacket(new string('a', a.GetMaxPacketSize())));
        Assert.Equal(DataChannelState.Open, a.GetReadyState());
        var large = new string('a', 200_000);
        var result = WebRtcError.Ok;
        for (var i = 0; i < 1000 && result == WebRtcError.Ok; i++)
            result = a.PutPacket(large);
        Assert.Equal(WebRtcError.Busy, result);
        a.Dispose();
        Assert.Equal(WebRtcError.Unconfigured, a.PutPacket("text"));
        Assert.Equal(WebRtcError.Unconfigured, a.LastError.Code);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3000)] // more than the stack is used for
    public void PutPacket_String_AllocatesNothing(int length)
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        var text = new string('ä', length / 2);
        var buffer = new byte[length];
        Carry(1000);

        var best = long.MaxValue;
        for (var i = 0; i < 5 && best > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Carry(500);
            best = Math.Min(best, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, best);

        void Carry(int count)
        {
            for (var i = 0; i < count; i++)
            {
                if (a.PutPacket(text) != WebRtcError.Ok)
                    throw new InvalidOperationException(a.LastError.Message);
                while (!b.TryGetPacket(buffer, out _))
                    pair.Poll();
            }
        }
    }
}
