using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>Channels of a connection that has failed before they were open. Open ones are in the interop tests, which have a network
/// that ends.</summary>
public sealed class FailedConnectionTests : NativeTest
{
    private static readonly PeerConnectionOptions s_closing = new()
    {
        ConnectTimeout = TimeSpan.FromMilliseconds(50),
        CloseChannelsWhenFailed = true,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Connecting_Failed_EveryWaitEndsWithTheError(bool byHand)
    {
        var queue = byHand ? Own(new EventQueue()) : null;
        var pair = Own(new CorePair(queue, s_closing, takesChannels: false));
        var channel = pair.A.CreateDataChannel("channel");
        Task[] waits =
        [
            channel.Opened, channel.ReceiveAsync().AsTask(), channel.SendAsync("x").AsTask(), channel.SendAsync(new byte[1]).AsTask(),
            pair.A.AcceptDataChannelAsync().AsTask(), pair.A.AcceptDataChannelAsync().AsTask(),
        ];
        DataChannelState? atFailure = null;
        pair.A.ConnectionStateChanged += (_, _) => atFailure ??= channel.State;

        pair.Finish(pair.A.SetLocalDescriptionAsync());
        pair.Until(() => waits.All(wait => wait.IsCompleted), "all waits to end");

        foreach (var wait in waits)
        {
            var error = Assert.IsType<WebRtcException>(wait.Exception?.InnerException);
            Assert.Equal(RtcErrorType.NetworkError, error.ErrorType);
            Assert.Contains("connection has failed", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal((DataChannelState.Connecting, DataChannelState.Closed), (atFailure, channel.State));
        Assert.True(channel.Closed.IsCompletedSuccessfully);
        Assert.Equal(SendResult.Closed, channel.TrySend("x"));
        Assert.Throws<InvalidOperationException>(() => channel.Send("x"));
        Assert.Throws<WebRtcException>(() => pair.Finish(channel.SendAsync("x").AsTask()));
        Assert.Throws<WebRtcException>(() => pair.Finish(channel.ReceiveAsync().AsTask()));
        Assert.Throws<WebRtcException>(() => pair.Finish(pair.A.AcceptDataChannelAsync().AsTask()));
        Assert.Throws<IOException>(() => pair.Finish(channel.AsStream().WriteAsync(new byte[1]).AsTask()));
    }

    /// <summary>As the W3C has it. The connection is closed at last, which ends the waits in another way.</summary>
    [Fact]
    public void Connecting_FailedByDefault_WaitsGoOn()
    {
        var pair = Own(new CorePair(options: s_closing with { CloseChannelsWhenFailed = false }, takesChannels: false));
        var channel = pair.A.CreateDataChannel("channel");
        var (receiving, sending, accepting) =
            (channel.ReceiveAsync().AsTask(), channel.SendAsync("x").AsTask(), pair.A.AcceptDataChannelAsync().AsTask());
        pair.Finish(pair.A.SetLocalDescriptionAsync());
        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Failed, "failed");
        Assert.Equal((false, false, false), (receiving.IsCompleted, sending.IsCompleted, accepting.IsCompleted));

        pair.A.Close();

        Assert.Null(pair.Finish(receiving));
        Assert.Throws<InvalidOperationException>(() => pair.Finish(sending));
        Assert.Null(pair.Finish(accepting));
    }

    /// <summary>The peer answers later: the old channel stays closed, on the other side too, and new ones work.</summary>
    [Fact]
    public void Failed_ThenConnected_OldChannelsAreClosedAndNewOnesWork()
    {
        var factory = Own(new PeerConnectionFactory(new PeerConnectionFactoryOptions { PeerConnection = s_closing }));
        var other = Own(new PeerConnectionFactory());
        var pair = Own(new CorePair(factory: factory, otherFactory: other, takesChannels: false));
        var old = pair.A.CreateDataChannel("old");
        var offer = pair.Finish(pair.A.SetLocalDescriptionAsync());
        pair.Until(() => old.State == DataChannelState.Closed, "the old channel closed");

        pair.Finish(pair.B.SetRemoteDescriptionAsync(offer));
        pair.Finish(pair.A.SetRemoteDescriptionAsync(pair.Finish(pair.B.SetLocalDescriptionAsync())));
        DataChannel channel;
        do // a busy machine may need longer than the limit once more
        {
            channel = pair.A.CreateDataChannel("new");
            pair.Until(() => channel.State is DataChannelState.Open or DataChannelState.Closed, "the new channel to open");
        }
        while (channel.State == DataChannelState.Closed);
        pair.Finish(channel.SendAsync("message").AsTask());

        while (true)
        {
            var received = pair.Finish(pair.B.AcceptDataChannelAsync().AsTask())!;
            var message = pair.Finish(received.ReceiveAsync().AsTask());
            if (received.Label == "old")
                Assert.Null(message);
            else if (message != null)
                break;
        }
        Assert.Equal(DataChannelState.Closed, old.State);
    }

    [Fact]
    public void Polled_Failed_ChannelIsClosedInPoll()
    {
        var pair = Own(new Pair(s_closing, wired: false));
        pair.A.SessionDescriptionCreated += (type, sdp) => pair.A.SetLocalDescription(type, sdp);
        var channel = pair.A.CreateDataChannel("channel")!;
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());

        pair.PollUntil(() => channel.GetReadyState() == DataChannelState.Closed, "the channel closed");

        Assert.Equal(WebRtcConnectionState.Failed, pair.A.GetConnectionState());
        Assert.Equal(WebRtcError.Unconfigured, channel.PutPacket([1]));
    }
}
