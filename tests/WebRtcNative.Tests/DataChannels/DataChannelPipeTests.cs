using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>AsDuplexPipe: System.IO.Pipelines over a channel.</summary>
public sealed class DataChannelPipeTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AsDuplexPipe_LinesBothWays_Whole(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var (pipeA, pipeB) = (a.AsDuplexPipe(), b.AsDuplexPipe());
        var line = new string('x', 50_000);

        var echoing = EchoLine(pipeB);
        pair.Finish(pipeA.Output.WriteAsync(Encoding.UTF8.GetBytes(line + "\n")).AsTask());

        Assert.Equal(line, pair.Finish(ReadLine(pipeA.Input)));
        pair.Finish(echoing);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AsDuplexPipe_BothCompleted_ChannelClosedAndInputOfThePeerEnds(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var (pipeA, pipeB) = (a.AsDuplexPipe(), b.AsDuplexPipe());
        pipeA.Output.GetSpan(3)[..3].Fill(7);
        pipeA.Output.Advance(3);

        pair.Finish(pipeA.Output.CompleteAsync().AsTask());
        Assert.Equal(DataChannelState.Open, a.State);
        pair.Until(() => b.AvailableMessageCount == 1, "what was not flushed");
        pair.Finish(pipeA.Input.CompleteAsync().AsTask());
        Assert.NotEqual(DataChannelState.Open, a.State);

        var first = pair.Finish(pipeB.Input.ReadAsync().AsTask());
        Assert.Equal(new byte[] { 7, 7, 7 }, first.Buffer.ToArray());
        pipeB.Input.AdvanceTo(first.Buffer.End);
        Assert.True(pair.Finish(pipeB.Input.ReadAsync().AsTask()).IsCompleted);
    }

    [Fact]
    public void AsDuplexPipe_ReadCancelled_PipeGoesOn()
    {
        var pair = Own(Pair(byHand: true));
        var (a, b) = pair.Open();
        var input = b.AsDuplexPipe().Input;
        var reading = input.ReadAsync().AsTask();

        input.CancelPendingRead();
        var cancelled = pair.Finish(reading);
        Assert.True(cancelled.IsCanceled);
        input.AdvanceTo(cancelled.Buffer.Start);
        a.Send("x");

        Assert.Equal(1, pair.Finish(input.ReadAsync().AsTask()).Buffer.Length);
    }

    private static async Task EchoLine(IDuplexPipe pipe)
    {
        var line = await ReadLine(pipe.Input);
        await pipe.Output.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));
    }

    private static async Task<string> ReadLine(PipeReader reader)
    {
        while (true)
        {
            var result = await reader.ReadAsync();
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(result.Buffer.Slice(0, end));
                reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }
            Assert.False(result.IsCompleted);
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private CorePair Pair(bool byHand) => new(byHand ? Own(new EventQueue()) : null);
}
