using System.Diagnostics.CodeAnalysis;
using WebRtcNative.Tests.Support;
using WebRtcNative.TestPeer;

namespace WebRtcNative.TortureTests.Storm;

/// <summary>Two connections and a worker's actions on them, each in any state that they may be in.</summary>
[SuppressMessage("Design", "CA1001", Justification = "That not everything is disposed is what is tested.")]
internal sealed class StormPair
{
    private readonly EventQueue? _byHand;
    private readonly CorePair _pair;
    private readonly List<DataChannel> _channels = [];
    private readonly StormCounts _counts;
    private Task? _negotiation;

    /// <param name="byHand">True for a queue of its own that its worker polls; false for the shared one.</param>
    /// <param name="connects">Whether it lives until it is connected, or ends at any time, negotiated or not.</param>
    /// <param name="steps">The steps of its life once it is connected.</param>
    public StormPair(bool byHand, bool connects, int steps, StormCounts counts)
    {
        _byHand = byHand ? new EventQueue() : null;
        _pair = new CorePair(_byHand);
        _counts = counts;
        Connects = connects;
        StepsLeft = steps;
        if (connects)
            Begin();
    }

    public bool Connects { get; }

    public int StepsLeft { get; private set; }

    public bool IsConnected { get; private set; }

    public DateTime Born { get; } = DateTime.UtcNow;

    public string State => $"A {_pair.A.ConnectionState}, {_pair.A.SignalingState}; B {_pair.B.ConnectionState}, {_pair.B.SignalingState}; "
        + $"{_negotiation?.Status} {_negotiation?.Exception?.InnerException?.Message}; {(_byHand == null ? "shared" : "by hand")}";

    /// <summary>Attends to the pair once. Returns whether it may continue with a step.</summary>
    public bool Advance()
    {
        _byHand?.Poll();
        if (!Connects || IsConnected)
            return true;
        if (_negotiation is { IsFaulted: true })
            _negotiation.GetAwaiter().GetResult();
        while (_pair.ReceivedByB.TryDequeue(out var received))
            _channels.Add(received);
        if (_channels.Count < 2 || _channels.Any(channel => channel.State != DataChannelState.Open))
            return false;
        IsConnected = true;
        _counts.Connected();
        return true;
    }

    public void Step(Random random)
    {
        StepsLeft--;
        try
        {
            switch (random.Next(20))
            {
                case 0:
                    _channels.Add(_pair.A.CreateDataChannel("more", new DataChannelOptions { Ordered = random.Next(2) == 0 }));
                    break;
                case 1:
                    _channels.Add(_pair.B.CreateDataChannel(new string('x', random.Next(100))));
                    break;
                case 2:
                    Begin();
                    break;
                case 3:
                    Any(random)?.Close();
                    break;
                case 4:
                    Any(random)?.Dispose();
                    break;
                case 5 when !Connects:
                    (random.Next(2) == 0 ? _pair.A : _pair.B).Close();
                    break;
                case < 12:
                    Send(random);
                    break;
                default:
                    Receive(random);
                    break;
            }
        }
        catch (InvalidOperationException) when (!Connects || IsEnding)
        {
            // Closed or disposed, perhaps on another thread just now.
        }
    }

    /// <summary>Ends it in one of the ways in which applications end their connections.</summary>
    public void End(Random random)
    {
        IsEnding = true;
        _counts.Ended();
        switch (random.Next(6))
        {
            case 0:
                _pair.Dispose();
                break;
            case 1:
                _pair.B.Close();
                _pair.A.Dispose();
                break;
            case 2 when _byHand != null:
                _byHand.Dispose();
                break;
            case 3:
                // On another thread, while this thread still uses it.
                ThreadPool.UnsafeQueueUserWorkItem(static pair => pair.Dispose(), _pair, preferLocal: false);
                for (var i = 0; i < 5; i++)
                    Step(random);
                break;
            case 4 when _byHand != null:
                // Forgotten, open as it is: the collector's to find.
                break;
            default:
                // Closed, and its handles left to their finalizers.
                _pair.A.Close();
                _pair.B.Close();
                break;
        }
    }

    private bool IsEnding { get; set; }

    private void Begin()
    {
        if (_negotiation != null)
            return;
        _channels.Add(_pair.A.CreateDataChannel("first"));
        _negotiation = CorePair.NegotiateAsync(_pair.A, _pair.B);
    }

    private DataChannel? Any(Random random) => _channels.Count == 0 ? null : _channels[random.Next(_channels.Count)];

    private void Send(Random random)
    {
        var message = new byte[random.Next(random.Next(10) == 0 ? 65536 : 1024)];
        message.AsSpan().Fill((byte)message.Length);
        if (Any(random)?.TrySend(message, isText: random.Next(2) == 0 && message.Length % 256 < 128) == SendResult.Sent)
            _counts.Sent();
    }

    private void Receive(Random random)
    {
        if (Any(random) is not { } channel || channel.NextMessageSize is not { } size)
            return;
        var buffer = new byte[size];
        if (channel.Take(buffer) is not { } length)
            return;
        Assert.Equal(size, length);
        Assert.Equal(-1, buffer.AsSpan().IndexOfAnyExcept((byte)length));
        _counts.Received();
    }
}
