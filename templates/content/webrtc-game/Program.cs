// Two players in one process; in a game each is in its own, and the Negotiators' messages go through a signaling server.
//   dotnet run -- 300    plays 300 frames
using System.Buffers.Binary;
using WebRtcNative;
using WebRtcNative.Godot;

var frames = args is [var text] ? int.Parse(text) : 300;
using var queue = new EventQueue(); // one poll a frame for all connections
var options = new PeerConnectionOptions { IceTiming = IceTimingOptions.Games };
using var left = new Player("left", options, queue);
using var right = new Player("right", options, queue);
// The sending side may be called while the other one is still being made.
using var leftNegotiator = new Negotiator(left.Connection.Connection!, polite: true, message => right.Signals.Enqueue(message));
using var rightNegotiator = new Negotiator(right.Connection.Connection!, polite: false, message => left.Signals.Enqueue(message));

for (var frame = 0; frame < frames; frame++)
{
    while (left.Signals.TryDequeue(out var signal))
        leftNegotiator.Receive(signal);
    while (right.Signals.TryDequeue(out var signal))
        rightNegotiator.Receive(signal);
    queue.Poll(); // every event is raised here, on this thread
    left.Update(frame);
    right.Update(frame);
    if (frame % 60 == 0)
        Console.WriteLine($"frame {frame}: left has seen {left.Seen} positions of right, right {right.Seen} of left");
    Thread.Sleep(1000 / 60);
}
Console.WriteLine(left.Seen > 0 && right.Seen > 0 ? "They saw each other." : "They never met.");

internal sealed class Player : IDisposable
{
    // A position that is lost or late is worth nothing, so it is never sent again.
    private static readonly DataChannelOptions s_unreliable = new() { Negotiated = true, Id = 1, Ordered = false, MaxRetransmits = 0 };

    private readonly WebRtcDataChannel _positions;
    private readonly byte[] _buffer = new byte[8];

    public Player(string name, PeerConnectionOptions options, EventQueue queue)
    {
        Connection = new WebRtcPeerConnection(queue);
        if (Connection.Initialize(options) != WebRtcError.Ok)
            throw new InvalidOperationException($"{name}: {Connection.LastError.Message}");
        _positions = Connection.CreateDataChannel("positions", s_unreliable)!;
    }

    public WebRtcPeerConnection Connection { get; }

    /// <summary>What the signaling has brought.</summary>
    public Queue<string> Signals { get; } = new();

    public int Seen { get; private set; }

    public void Update(int frame)
    {
        if (_positions.GetReadyState() == DataChannelState.Open)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_buffer, frame);
            BinaryPrimitives.WriteSingleLittleEndian(_buffer.AsSpan(4), MathF.Sin(frame / 60f));
            _positions.PutPacket(_buffer);
        }
        while (_positions.TryGetPacket(_buffer, out _))
            Seen++;
    }

    public void Dispose() => Connection.Dispose();
}
