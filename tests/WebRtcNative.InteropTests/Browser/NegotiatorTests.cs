using System.Collections.Concurrent;
using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>A <see cref="Negotiator"/> and a page with the W3C's example of perfect negotiation understand each other.</summary>
public abstract class NegotiatorTests(BrowserFixture browser) : BrowserTest(browser)
{
    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task Negotiator_BothCreateChannels_Connects(Side polite)
    {
        var connection = Own(new PeerConnection());
        var received = new ConcurrentQueue<DataChannel>();
        connection.DataChannelReceived += (_, channel) => received.Enqueue(channel);
        var errors = new ConcurrentQueue<Exception>();
        // The page offers as soon as it has a channel, perhaps before there is a Negotiator here.
        var negotiator = new TaskCompletionSource<Negotiator>();
        var isOver = false;
        var peer = await BrowserPeer.OpenAsync((await Browser.Shared).Browser, Browser.Page, Take);
        var negotiating = Own(new Negotiator(connection, polite == Side.Ours, peer.AcceptAsync));
        negotiating.ErrorOccurred += (_, error) => errors.Enqueue(error);
        negotiator.SetResult(negotiating);
        try
        {
            await peer.StartAsync(trickles: true, polite == Side.Browser, "balanced");

            var ours = connection.CreateDataChannel("ours");
            var theirs = await peer.CreateChannelAsync("theirs");
            await theirs.UntilStateAsync("open");
            await (await peer.ReceivedAsync("ours")).EchoAsync();
            Wait.Until(() => ours.State == DataChannelState.Open && !received.IsEmpty, "open channels");
            await EchoAsync(ours, "there and back");

            negotiating.Restart();
            await peer.UntilAsync("() => peer.connection.signalingState === 'stable' && peer.connection.connectionState === 'connected'");
            await EchoAsync(ours, "after a restart");
            Wait.Until(() => connection.SignalingState == SignalingState.Stable || !errors.IsEmpty, "stable");

            Assert.Empty(errors);
            Assert.Empty(await peer.EvaluateAsync<string[]>("() => peer.failures"));
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            negotiating.Dispose();
            await peer.Page.CloseAsync();
            foreach (var channel in received)
                channel.Dispose();
        }

        async void Take(string message)
        {
            try
            {
                (await negotiator.Task).Receive(message);
            }
            catch (ObjectDisposedException) when (Volatile.Read(ref isOver))
            {
                // A last candidate of the page.
            }
            catch (Exception e)
            {
                errors.Enqueue(e);
            }
        }
    }

    private static async Task EchoAsync(DataChannel channel, string text)
    {
        await channel.SendAsync(text);
        Assert.Equal(text, (await channel.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline))!.Text);
    }
}

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumNegotiatorTests(ChromiumFixture browser) : NegotiatorTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxNegotiatorTests(FirefoxFixture browser) : NegotiatorTests(browser);
