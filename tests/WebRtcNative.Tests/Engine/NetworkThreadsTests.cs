using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Engine;

public sealed class NetworkThreadsTests : NativeTest
{
    [Fact]
    public void NetworkThreads_Two_ConnectionsOnBothTalk()
    {
        WebRtcEngine.NetworkThreads = 2;
        try
        {
            for (var i = 0; i < 2; i++)
            {
                // Its two connections are on two threads.
                var pair = Own(new CorePair());
                var (a, b) = pair.Open();
                a.Send("between threads");
                pair.Until(() => b.AvailableMessageCount == 1, "the message");
            }
            Assert.Equal(2, NativeRuntime.CountLiveObjects(wrtc_object_kind.WRTC_OBJECT_KIND_RUNTIME));
        }
        finally
        {
            WebRtcEngine.NetworkThreads = 1;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(257)]
    [InlineData(int.MaxValue)]
    public void NetworkThreads_OutOfRange_RefusedAndUnchanged(int threads)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WebRtcEngine.NetworkThreads = threads);
        Assert.Equal(1, WebRtcEngine.NetworkThreads);
    }
}
