using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Support;

/// <summary>Base of all pages: connections and channels as the pages need them.</summary>
public abstract class ConformanceTest : NativeTest
{
    protected static readonly SessionDescription Rollback = new(SdpType.Rollback, "");

    protected PeerConnection NewConnection(PeerConnectionOptions? options = null, EventQueue? queue = null) =>
        Own(new PeerConnection(options, queue));

    /// <summary>Two connections that tell each other their candidates.</summary>
    private protected CorePair NewPair(PeerConnectionOptions? options = null, EventQueue? byHand = null) =>
        Own(new CorePair(byHand, options));

    /// <summary>A channel between the two, open; negotiated ones are created on both sides, others by A.</summary>
    private protected static (DataChannel A, DataChannel B) Open(CorePair pair, bool negotiated, DataChannelOptions? options = null)
    {
        if (!negotiated)
            return pair.Open(options);
        options = (options ?? new DataChannelOptions()) with { Negotiated = true, Id = options?.Id ?? 0 };
        var a = pair.A.CreateDataChannel("channel", options);
        var b = pair.B.CreateDataChannel("channel", options);
        pair.Negotiate();
        pair.Until(() => a.State == DataChannelState.Open && b.State == DataChannelState.Open, "both open");
        return (a, b);
    }

    /// <summary>One more channel between two that are connected, open.</summary>
    private protected static (DataChannel A, DataChannel B) OpenMore(CorePair pair, bool negotiated, string label, int id)
    {
        var options = negotiated ? new DataChannelOptions { Negotiated = true, Id = id } : null;
        var b = negotiated ? pair.B.CreateDataChannel(label, options) : null;
        var a = pair.A.CreateDataChannel(label, options);
        pair.Until(
            () =>
            {
                b ??= pair.ReceivedByB.FirstOrDefault(channel => channel.Label == label);
                return a.State == DataChannelState.Open && b?.State == DataChannelState.Open;
            },
            $"{label} open on both sides");
        return (a, b!);
    }

    /// <summary>An offer with a section for data, of a connection of its own.</summary>
    protected async Task<SessionDescription> OfferOfAnotherAsync()
    {
        var another = NewConnection();
        another.CreateDataChannel("channel");
        return await Finish(another.CreateOfferAsync());
    }

    /// <summary>The answer of a connection of its own.</summary>
    protected async Task<SessionDescription> AnswerOfAnotherAsync(SessionDescription offer)
    {
        var another = NewConnection();
        await Finish(another.SetRemoteDescriptionAsync(offer));
        return await Finish(another.CreateAnswerAsync());
    }

    /// <summary>Offer and answer without candidates; ends with the offerer.</summary>
    /// <param name="implicitly">With SetLocalDescriptionAsync() rather than created descriptions.</param>
    protected static async Task ExchangeAsync(PeerConnection offerer, PeerConnection answerer, bool implicitly = true)
    {
        var offer = await SetLocalAsync(offerer, implicitly);
        await Finish(answerer.SetRemoteDescriptionAsync(offer));
        var answer = await SetLocalAsync(answerer, implicitly);
        await Finish(offerer.SetRemoteDescriptionAsync(answer));
    }

    protected static async Task<SessionDescription> SetLocalAsync(PeerConnection connection, bool implicitly)
    {
        if (implicitly)
            return await Finish(connection.SetLocalDescriptionAsync());
        var description = connection.SignalingState == SignalingState.HaveRemoteOffer
            ? await Finish(connection.CreateAnswerAsync())
            : await Finish(connection.CreateOfferAsync());
        await Finish(connection.SetLocalDescriptionAsync(description));
        return description;
    }

    protected static ConcurrentQueue<SignalingState> RecordSignaling(PeerConnection connection)
    {
        var states = new ConcurrentQueue<SignalingState>();
        connection.SignalingStateChanged += (_, state) => states.Enqueue(state);
        return states;
    }

    /// <summary>Returns when everything that was on its way has been raised: events keep their order, and so do the engine's
    /// threads, which statistics visit all.</summary>
    protected static async Task SettleAsync(PeerConnection connection)
    {
        for (var i = 0; i < 5; i++)
            await Finish(connection.GetRoundTripTimeAsync());
    }

    protected static async Task<DataChannelMessage> ReceiveAsync(DataChannel channel)
    {
        var message = await channel.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline);
        Assert.NotNull(message);
        return message;
    }

    /// <summary>InvalidStateError is the engine's error of that type here, or an InvalidOperationException where the connection is closed;
    /// whether the call throws it or the task.</summary>
    protected static async Task AssertInvalidStateAsync(Func<Task> call)
    {
        var error = await Record.ExceptionAsync(() => call().WaitAsync(Wait.Deadline));
        Assert.True(error is InvalidOperationException or WebRtcException { ErrorType: RtcErrorType.InvalidState }, $"{error}");
    }

    protected static Task Finish(Task task) => task.WaitAsync(Wait.Deadline);

    protected static Task<T> Finish<T>(Task<T> task) => task.WaitAsync(Wait.Deadline);
}
