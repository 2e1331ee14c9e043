using System.Collections.Concurrent;
using Microsoft.Playwright;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A connection of ours and one in a page, which negotiate as the W3C's perfect negotiation does: whichever
/// side needs to offers, and the polite one yields where offers meet.</summary>
internal sealed class BrowserPair : IAsyncDisposable
{
    private readonly SerialWork _negotiation = new();
    private readonly SerialWork _toBrowser = new();
    private readonly SerialWork _fromBrowser = new();
    private readonly TaskCompletionSource _gathered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _trickles;
    private readonly bool _isPolite;
    private readonly int? _maxMessageSize;
    private TaskCompletionSource _delivers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BrowserPeer? _browser;
    private bool _ignoresOffer;

    private BrowserPair(BrowserPairOptions options)
    {
        _trickles = options.Trickles;
        _isPolite = !options.BrowserIsPolite;
        _maxMessageSize = options.MaxMessageSize;
        _delivers.SetResult();
        Connection = new PeerConnection(options.Connection);
        Connection.DataChannelReceived += (_, channel) => Received.Enqueue(channel);
        Connection.ConnectionStateChanged += (_, state) => States.Enqueue(state);
        // An offer may be under way by then; the event is raised again after its answer.
        Connection.NegotiationNeeded += (_, _) => _negotiation.Post(
            () => Connection.SignalingState == SignalingState.Stable ? DescribeAsync() : Task.CompletedTask);
        Connection.IceGatheringStateChanged += (_, state) =>
        {
            if (state == IceGatheringState.Complete)
                _gathered.TrySetResult();
        };
        Connection.IceCandidateGathered += (_, candidate) =>
        {
            // Not before the description that it belongs to: browsers refuse early candidates.
            if (_trickles)
                _negotiation.Post(() =>
                    IsCurrent(candidate) ? Send(new Signal(false, null, candidate)) : Task.CompletedTask);
        };
    }

    public PeerConnection Connection { get; }

    public BrowserPeer Browser => _browser!;

    /// <summary>Channels that the browser has made.</summary>
    public ConcurrentQueue<DataChannel> Received { get; } = new();

    /// <summary>States of our connection so far.</summary>
    public ConcurrentQueue<PeerConnectionState> States { get; } = new();

    /// <summary>The signals that both sides have sent.</summary>
    public ConcurrentQueue<Signal> Signals { get; } = new();

    public static async Task<BrowserPair> StartAsync(IBrowser browser, Uri page, BrowserPairOptions options)
    {
        var pair = new BrowserPair(options);
        try
        {
            pair._browser = await BrowserPeer.OpenAsync(browser, page, pair.Accept);
            await pair._browser.StartAsync(options.Trickles, options.BrowserIsPolite, options.BrowserBundlePolicy);
            return pair;
        }
        catch
        {
            pair.Connection.Dispose();
            throw;
        }
    }

    /// <summary>Holds back the signals of both sides until the result is disposed.</summary>
    public IDisposable HoldSignals()
    {
        _delivers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return new Held(_delivers);
    }

    public void Until(Func<bool> condition, string what) => Wait.Until(
        condition,
        () => $"{what} (state {Connection.ConnectionState}, signaling {Connection.SignalingState}, ICE {Connection.IceConnectionState}, "
            + $"gathering {Connection.IceGatheringState}; signals: {string.Join(' ', Signals)})\n{Connection.LocalDescription?.Sdp}\nThe page: {Browser.Status()}",
        ThrowFailure);

    /// <summary>The browser's open channel with that label, as soon as it exists.</summary>
    public DataChannel WaitForReceived(string label)
    {
        DataChannel? ours = null;
        Until(
            () => (ours = Received.FirstOrDefault(one => one.Label == label))?.State == DataChannelState.Open,
            "the browser's channel");
        return ours!;
    }

    /// <summary>A channel from whichever side, open.</summary>
    public Task<(DataChannel Ours, BrowserChannel Theirs)> OpenAsync(
        Side creator, DataChannelOptions? options = null) =>
        OpenAsync(creator, creator.ToString(), options);

    public Task<(DataChannel Ours, BrowserChannel Theirs)> OpenAsync(
        Side creator, string label, DataChannelOptions? options = null) =>
        creator == Side.Ours ? OpenOursAsync(label, options) : OpenTheirsAsync(label, options);

    /// <summary>Lets signals under way finish, so that none fails because it was interrupted. Nothing is signaled after it.</summary>
    public async Task EndSignalingAsync()
    {
        _delivers.TrySetResult();
        await _fromBrowser.EndAsync();
        await _negotiation.EndAsync();
        await _toBrowser.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndSignalingAsync();
            if (!Browser.Page.IsClosed)
                Assert.Empty(await Browser.EvaluateAsync<string[]>("() => peer.failures"));
        }
        finally
        {
            await Browser.Page.CloseAsync();
            Connection.Dispose();
            foreach (var channel in Received) // they would wait for the page's objects to be collected
                channel.Dispose();
        }
    }

    private async Task<(DataChannel Ours, BrowserChannel Theirs)> OpenOursAsync(
        string label, DataChannelOptions? options)
    {
        var ours = Connection.CreateDataChannel(label, options);
        Until(() => ours.State == DataChannelState.Open, "our channel open");
        var theirs = await Browser.ReceivedAsync(label);
        await theirs.UntilStateAsync("open");
        return (ours, theirs);
    }

    private async Task<(DataChannel Ours, BrowserChannel Theirs)> OpenTheirsAsync(
        string label, DataChannelOptions? options)
    {
        var theirs = await Browser.CreateChannelAsync(label, options);
        var ours = WaitForReceived(label);
        await theirs.UntilStateAsync("open");
        return (ours, theirs);
    }

    private Exception? Failure => _negotiation.Failure ?? _toBrowser.Failure ?? _fromBrowser.Failure;

    private void ThrowFailure()
    {
        if (Failure is { } failure)
            throw new InvalidOperationException($"Signaling has failed: {failure.Message}", failure);
    }

    private Task Send(Signal signal)
    {
        Signals.Enqueue(signal);
        _toBrowser.Post(async () =>
        {
            await _delivers.Task;
            await Browser.AcceptAsync(Edit(signal).Write());
        });
        return Task.CompletedTask;
    }

    private void Accept(string json)
    {
        var signal = Signal.Read(json);
        Signals.Enqueue(signal);
        _fromBrowser.Post(async () =>
        {
            await _delivers.Task;
            _negotiation.Post(() => AcceptAsync(Edit(signal)));
        });
    }

    /// <summary>Whether the candidate belongs to our description of now. Firefox refuses another, as the W3C asks.
    /// </summary>
    private bool IsCurrent(IceCandidate candidate) =>
        Connection.LocalDescription?.Sdp.Contains(
            $"a=ice-ufrag:{candidate.UsernameFragment}\r\n", StringComparison.Ordinal) == true;

    private Signal Edit(Signal signal) => _maxMessageSize is { } size ? signal.WithMaxMessageSize(size) : signal;

    /// <summary>Sets the description that is due, and sends it: at once, or when all candidates are in it.</summary>
    private async Task DescribeAsync()
    {
        var description = await Connection.SetLocalDescriptionAsync();
        if (!_trickles)
        {
            await _gathered.Task.WaitAsync(Wait.Deadline);
            description = Connection.LocalDescription!;
        }
        await Send(new Signal(false, description, null));
    }

    private async Task AcceptAsync(Signal signal)
    {
        if (signal.Description is { } description)
            await AcceptAsync(description);
        else if (!_ignoresOffer)
            await Connection.AddIceCandidateAsync(signal.Candidate!);
    }

    private async Task AcceptAsync(SessionDescription description)
    {
        var isOffer = description.Type == SdpType.Offer;
        _ignoresOffer = isOffer && Connection.SignalingState != SignalingState.Stable && !_isPolite;
        if (_ignoresOffer)
            return;
        await Connection.SetRemoteDescriptionAsync(description);
        if (isOffer)
            await DescribeAsync();
    }

    private sealed class Held(TaskCompletionSource delivers) : IDisposable
    {
        public void Dispose() => delivers.TrySetResult();
    }
}
