using System.Collections.Concurrent;
using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>How long connecting may last.</summary>
public sealed class ConnectTimeoutTests : NativeTest
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);
    private static readonly PeerConnectionOptions s_limited = new() { ConnectTimeout = s_short };

    [Fact]
    public async Task Offer_NobodyAnswers_FailsAndIceStaysNew()
    {
        var (connection, states) = Create(s_limited);
        connection.CreateDataChannel("channel");

        await connection.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        Wait.Until(() => connection.ConnectionState == PeerConnectionState.Failed, "the connection failed");

        Assert.Equal([PeerConnectionState.Failed], states);
        Assert.Equal((IceConnectionState.New, SignalingState.HaveLocalOffer), (connection.IceConnectionState, connection.SignalingState));
    }

    /// <summary>The default, and a connection that has no description yet.</summary>
    [Fact]
    public async Task New_NoLimitOrNoDescription_StaysNew()
    {
        var (unlimited, unlimitedStates) = Create(new PeerConnectionOptions());
        var (undescribed, undescribedStates) = Create(s_limited);
        unlimited.CreateDataChannel("channel");
        undescribed.CreateDataChannel("channel");
        await unlimited.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);

        await LetTimePassAsync();

        Assert.Empty(unlimitedStates);
        Assert.Empty(undescribedStates);
    }

    [Fact]
    public async Task Negotiated_NoCandidates_BothFail()
    {
        var (a, _) = Create(s_limited);
        var (b, _) = Create(s_limited);
        a.CreateDataChannel("channel");

        await CorePair.NegotiateAsync(a, b).WaitAsync(Wait.Deadline);

        Wait.Until(() => (a.ConnectionState, b.ConnectionState) == (PeerConnectionState.Failed, PeerConnectionState.Failed), "both failed");
    }

    [Fact]
    public async Task Connected_TimePasses_StaysConnected()
    {
        var pair = Own(new CorePair(options: new PeerConnectionOptions { ConnectTimeout = TimeSpan.FromMinutes(1) }));
        var states = Watch(pair.A);
        var (a, b) = pair.Open();
        await LetTimePassAsync();

        await a.SendAsync("message");
        Assert.Equal("message", (await b.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline))?.Text);
        Assert.DoesNotContain(PeerConnectionState.Failed, states);
    }

    /// <summary>Nothing was given up: the answer comes after the limit, and the connection works for longer than it.</summary>
    [Fact]
    public async Task Failed_AnsweredLate_ConnectsAndStays()
    {
        var (a, states) = Create(s_limited);
        var (b, _) = Create(new PeerConnectionOptions());
        var candidates = new ConcurrentQueue<IceCandidate>();
        a.IceCandidateGathered += (_, candidate) => candidates.Enqueue(candidate);
        b.IceCandidateGathered += (_, candidate) => a.AddIceCandidateAsync(candidate);
        var channel = a.CreateDataChannel("channel");
        var offer = await a.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        Wait.Until(() => a.ConnectionState == PeerConnectionState.Failed && a.IceGatheringState == IceGatheringState.Complete, "failed");

        await b.SetRemoteDescriptionAsync(offer).WaitAsync(Wait.Deadline);
        foreach (var candidate in candidates)
            await b.AddIceCandidateAsync(candidate).WaitAsync(Wait.Deadline);
        await a.SetRemoteDescriptionAsync(await b.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline)).WaitAsync(Wait.Deadline);
        await channel.Opened.WaitAsync(Wait.Deadline);
        Wait.Until(() => a.ConnectionState == PeerConnectionState.Connected, "connected");
        await LetTimePassAsync();

        // A busy machine may need longer than the limit for connecting, and connects all the same.
        Assert.Equal(PeerConnectionState.Failed, states.First());
        Assert.Equal(PeerConnectionState.Connected, states.Last());
    }

    [Fact]
    public async Task Failed_FurtherOffer_BeginsAnew()
    {
        var (connection, states) = Create(s_limited);
        connection.CreateDataChannel("channel");
        await connection.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        Wait.Until(() => connection.ConnectionState == PeerConnectionState.Failed, "the connection failed");

        await connection.SetLocalDescriptionAsync(new SessionDescription(SdpType.Rollback, "")).WaitAsync(Wait.Deadline);
        connection.RestartIce();
        await connection.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        Wait.Until(() => states.Count == 3, "the second failure");

        Assert.Equal([PeerConnectionState.Failed, PeerConnectionState.New, PeerConnectionState.Failed], states);
    }

    /// <summary>DTLS fails by itself while the limit runs, so there is one failure.</summary>
    [Fact]
    public async Task Failed_ByTheEngineToo_IsRaisedOnce()
    {
        var (a, states) = Create(s_limited);
        var (b, _) = Create(new PeerConnectionOptions());
        a.IceCandidateGathered += (_, candidate) => b.AddIceCandidateAsync(candidate);
        b.IceCandidateGathered += (_, candidate) => a.AddIceCandidateAsync(candidate);
        a.CreateDataChannel("channel");
        var offer = await a.CreateOfferAsync();
        var offered = b.SetRemoteDescriptionAsync(offer);
        await a.SetLocalDescriptionAsync(offer).WaitAsync(Wait.Deadline);
        await offered.WaitAsync(Wait.Deadline);
        var answer = await b.CreateAnswerAsync();
        var answered = a.SetRemoteDescriptionAsync(answer with { Sdp = WithOtherFingerprint(answer.Sdp) });
        await b.SetLocalDescriptionAsync(answer).WaitAsync(Wait.Deadline);
        await answered.WaitAsync(Wait.Deadline);
        Wait.Until(() => a.Sctp?.Transport.State is DtlsTransportState.Failed or DtlsTransportState.Closed, "DTLS failed");
        await LetTimePassAsync();

        Assert.DoesNotContain((PeerConnectionState.Failed, PeerConnectionState.Failed), states.Zip(states.Skip(1)));
        Assert.Equal(PeerConnectionState.Failed, states.Last());
    }

    [Fact]
    public async Task Close_TimeRuns_NothingIsRaised()
    {
        var (closed, states) = Create(s_limited);
        closed.CreateDataChannel("channel");
        await closed.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        closed.Close();
        var seen = states.Count;

        await LetTimePassAsync();

        Assert.Equal(seen, states.Count);
        Assert.Equal(PeerConnectionState.Closed, closed.ConnectionState);
    }

    [Fact]
    public void Polled_NobodyAnswers_FailsInPoll()
    {
        var pair = Own(new Pair(s_limited, wired: false));
        pair.A.SessionDescriptionCreated += (type, sdp) => pair.A.SetLocalDescription(type, sdp);
        Assert.NotNull(pair.A.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());

        pair.PollUntil(() => pair.A.GetConnectionState() == WebRtcConnectionState.Failed, "failed");

        Assert.Equal(WebRtcConnectionState.New, pair.B.GetConnectionState());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(24 * 3600 * 1000 + 1)]
    public void New_WrongTime_OutOfRange(int milliseconds)
    {
        var options = new PeerConnectionOptions { ConnectTimeout = TimeSpan.FromMilliseconds(milliseconds) };

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new PeerConnection(options));

        Assert.Equal(nameof(PeerConnectionOptions.ConnectTimeout), error.ParamName);
    }

    private (PeerConnection Connection, ConcurrentQueue<PeerConnectionState> States) Create(PeerConnectionOptions options)
    {
        var connection = Own(new PeerConnection(options));
        return (connection, Watch(connection));
    }

    private static ConcurrentQueue<PeerConnectionState> Watch(PeerConnection connection)
    {
        var states = new ConcurrentQueue<PeerConnectionState>();
        connection.ConnectionStateChanged += (_, state) => states.Enqueue(state);
        return states;
    }

    /// <summary>As long as the limit takes for a connection that begins now. The engine's thread keeps the order of times.</summary>
    private async Task LetTimePassAsync()
    {
        var (clock, _) = Create(s_limited);
        clock.CreateDataChannel("channel");
        await clock.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        Wait.Until(() => clock.ConnectionState == PeerConnectionState.Failed, "the time to pass");
    }

    private static string WithOtherFingerprint(string sdp)
    {
        const string Attribute = "a=fingerprint:sha-256 ";
        var at = sdp.IndexOf(Attribute, StringComparison.Ordinal) + Attribute.Length;
        return sdp[..at] + (sdp[at] == '0' ? '1' : '0') + sdp[(at + 1)..];
    }
}
