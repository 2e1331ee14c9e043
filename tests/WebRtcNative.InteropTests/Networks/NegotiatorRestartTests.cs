using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>A network that carries nothing for a while, between two Negotiators whose signaling works.</summary>
public sealed class NegotiatorRestartTests : NativeTest
{
    private static readonly PeerConnectionOptions s_options = new()
    {
        IncludeTcp = false,
        IncludeIPv6 = false,
        IceTiming = new IceTimingOptions
        {
            UnwritableTimeout = TimeSpan.FromMilliseconds(400),
            UnwritableMinChecks = 3,
            InactiveTimeout = TimeSpan.FromSeconds(1),
            ReceivingTimeout = TimeSpan.FromMilliseconds(400),
            StablePingInterval = TimeSpan.FromMilliseconds(100),
            CheckIntervalStrong = TimeSpan.FromMilliseconds(100),
            BackupPairPingInterval = TimeSpan.FromMilliseconds(100), // each pair has to fail
        },
    };

    private readonly UdpRelay _relay = new(new Impairment(), 1);
    private readonly ConcurrentQueue<Exception> _errors = new();
    private readonly ConcurrentQueue<PeerConnectionState> _states = new();
    private readonly PeerConnection _a;
    private readonly PeerConnection _b;
    private readonly Negotiator _ofA;
    private readonly Negotiator _ofB;
    private int _offers;

    public NegotiatorRestartTests()
    {
        Own(_relay);
        _a = Own(new PeerConnection(s_options));
        _b = Own(new PeerConnection(s_options));
        _a.ConnectionStateChanged += (_, state) => _states.Enqueue(state);
        _ofA = Own(new Negotiator(_a, true, message => Carry(RelaySide.A, message)));
        _ofB = Own(new Negotiator(_b, false, message => Carry(RelaySide.B, message)));
        _ofA.ErrorOccurred += (_, error) => _errors.Enqueue(error);
        _ofB.ErrorOccurred += (_, error) => _errors.Enqueue(error);
    }

    [Fact]
    public async Task Failed_NetworkComesBack_ConnectsAgainByItself()
    {
        var channel = Connect();

        _relay.Change(new Impairment { Loss = 1 });
        Until(() => _states.Contains(PeerConnectionState.Failed), "failed");
        _relay.Change(new Impairment());
        Until(() => _a.ConnectionState == PeerConnectionState.Connected && _b.ConnectionState == PeerConnectionState.Connected, "connected again");

        channel.Send("after it");
        var received = Own((await _b.AcceptDataChannelAsync())!);
        Until(() => received.AvailableMessageCount == 1, "the message");
        Assert.Empty(_errors);
    }

    [Fact]
    public void Failed_NetworkStaysAway_RestartsAreBoundedAndRestartTriesAgain()
    {
        Connect();
        var before = _offers;

        _relay.Change(new Impairment { Loss = 1 });
        Until(() => !_errors.IsEmpty, "the error");
        Assert.Contains("restarted", _errors.First().Message, StringComparison.Ordinal);
        Assert.InRange(_offers - before, 1, 4 * Negotiator.MaxRestarts); // both sides may offer, and give way
        _relay.Change(new Impairment());
        _ofA.Restart();

        Until(() => _a.ConnectionState == PeerConnectionState.Connected && _b.ConnectionState == PeerConnectionState.Connected, "connected again");
    }

    private DataChannel Connect()
    {
        var channel = _a.CreateDataChannel("channel");
        Until(() => channel.State == DataChannelState.Open && _b.ConnectionState == PeerConnectionState.Connected, "connected");
        return channel;
    }

    /// <summary>Brings a message to the other side. Its candidate is mapped to the relay, or dropped.</summary>
    private void Carry(RelaySide from, string message)
    {
        using var document = JsonDocument.Parse(message);
        if (document.RootElement.TryGetProperty("candidate", out var element))
        {
            var candidate = IceCandidate.FromJson(element.GetRawText());
            if (!MappedCandidate.IsServed(candidate))
                return;
            var mapped = _relay.Map(from, new IPEndPoint(IPAddress.Loopback, candidate.Port!.Value));
            message = $$"""{"candidate":{{MappedCandidate.WithPort(candidate, mapped.Port).ToJson()}}}""";
        }
        else if (message.Contains("\"offer\"", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _offers);
        }
        try
        {
            (from == RelaySide.A ? _ofB : _ofA).Receive(message);
        }
        catch (InvalidOperationException)
        {
            // The test is over.
        }
    }

    private void Until(Func<bool> condition, string what) => Wait.Until(
        condition, () => $"{what} (A: {_a.ConnectionState}, {_a.SignalingState}; B: {_b.ConnectionState}, {_b.SignalingState}; {_offers} offers; "
            + string.Join("; ", _errors.Select(error => error.Message)) + ")");
}
