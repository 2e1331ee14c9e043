using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>Messages sent before close arrive.</summary>
public sealed class DataChannelSendClosePage : ConformanceTest
{
    private const string Page = "RTCDataChannel-send-close.html";

    [WptTheory(Page, "everything that was accepted before close arrives before the channel is closed")]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Close_BufferFull_AllArrives(bool negotiated, bool text)
    {
        var (a, b) = Open(NewPair(), negotiated);
        var message = new byte[64 * 1024];
        message.AsSpan().Fill((byte)' ');
        long sent = 0;
        while (sent < 20 * 1024 * 1024)
        {
            var result = a.TrySend(message, text);
            if (result == SendResult.BufferFull)
                break;
            Assert.Equal(SendResult.Sent, result);
            sent += message.Length;
        }
        a.Close();

        long received = 0;
        while (await b.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline) is { } next)
        {
            Assert.Equal(text, next.IsText);
            received += next.Data.Length;
        }

        Assert.Equal(sent, received);
        Assert.Equal(DataChannelState.Closed, b.State);
    }
}
