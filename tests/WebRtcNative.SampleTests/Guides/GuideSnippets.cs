using System.Text;
using WebRtcNative.Godot;

namespace WebRtcNative.SampleTests.Guides;

/// <summary>The snippets of docs/guides, each between two marks. GuideTests runs them.</summary>
internal static class GuideSnippets
{
    public static async Task<string> AwaitAsync()
    {
        // begin
        await using var alice = new PeerConnection();
        await using var bob = new PeerConnection();
        var channel = alice.CreateDataChannel("chat");

        // These four lines are signaling. Between two machines each description travels as text: see "Signaling".
        await alice.SetLocalDescriptionAsync();
        await bob.SetRemoteDescriptionAsync(await alice.WaitForGatheringAsync());
        await bob.SetLocalDescriptionAsync();
        await alice.SetRemoteDescriptionAsync(await bob.WaitForGatheringAsync());

        await channel.SendAsync("Hello, Bob."); // waits until the channel is open
        var received = await bob.AcceptDataChannelAsync();
        var message = await received!.ReceiveAsync();
        Console.WriteLine(message!.Text);
        // end
        return message.Text;
    }

    public static string Poll()
    {
        var heard = "";
        // begin
        using var queue = new EventQueue(); // one queue for all connections of the game
        using var left = new WebRtcPeerConnection(queue);
        using var right = new WebRtcPeerConnection(queue);
        var signals = new Queue<Action>(); // in a game: your signaling server
        Negotiator? leftNegotiator = null, rightNegotiator = null;
        leftNegotiator = new Negotiator(left.Connection!, polite: true, text => signals.Enqueue(() => rightNegotiator!.Receive(text)));
        rightNegotiator = new Negotiator(right.Connection!, polite: false, text => signals.Enqueue(() => leftNegotiator.Receive(text)));

        var options = new DataChannelOptions { Negotiated = true, Id = 0 }; // both sides create it
        var (outgoing, incoming) = (left.CreateDataChannel("game", options)!, right.CreateDataChannel("game", options)!);
        var isSent = false;
        while (heard == "") // once a frame
        {
            queue.Poll(); // all events of all connections are raised here
            while (signals.TryDequeue(out var signal))
                signal();
            if (!isSent && outgoing.GetReadyState() == DataChannelState.Open)
                isSent = outgoing.PutPacket("Hello from the left"u8) == WebRtcError.Ok;
            while (incoming.GetPacket(out var packet) == WebRtcError.Ok)
                heard = Encoding.UTF8.GetString(packet);
            Thread.Sleep(1000 / 60);
        }
        // end
        return heard;
    }

    public static PeerConnectionOptions Nat()
    {
        // begin
        var options = new PeerConnectionOptions
        {
            IceServers =
            [
                new IceServer("stun:turn.example.org"),
                new IceServer("turn:turn.example.org", "turns:turn.example.org:443?transport=tcp")
                {
                    Username = "user",
                    Credential = "secret",
                },
            ],
        };
        using var connection = new PeerConnection(options);
        // end
        return connection.GetConfiguration();
    }

    public static async Task SendFileAsync(DataChannel channel, string path)
    {
        // begin
        await using var file = File.OpenRead(path);
        var piece = new byte[64 * 1024];
        while (await file.ReadAsync(piece) is > 0 and var length)
            await channel.SendAsync(piece.AsMemory(0, length)); // waits while 1 MiB is buffered
        await channel.CloseAsync(); // when it ends, the other side has all of it
        // end
    }

    public static async Task ReceiveFileAsync(DataChannel channel, string path)
    {
        // begin
        await using var file = File.Create(path);
        await foreach (var message in channel.ReadAllAsync()) // until the channel is closed
            await file.WriteAsync(message.Data);
        // end
    }

    public static (WebRtcDataChannel Positions, WebRtcDataChannel Events) Game(WebRtcPeerConnection connection)
    {
        // begin
        // A position that is lost or late is worth nothing, so it is never sent again, and waits for no other.
        var positions = connection.CreateDataChannel("positions", new DataChannelOptions
        {
            Negotiated = true,
            Id = 1,
            Ordered = false,
            MaxRetransmits = 0,
            Priority = RtcPriority.High,
        })!;
        // Shots and chat must arrive.
        var events = connection.CreateDataChannel("events", new DataChannelOptions { Negotiated = true, Id = 2 })!;
        // end
        return (positions, events);
    }

    public static PeerConnectionOptions Server()
    {
        // begin
        using var factory = new PeerConnectionFactory(new PeerConnectionFactoryOptions
        {
            NetworkThreads = Environment.ProcessorCount, // connections are spread over them
            PeerConnection = new PeerConnectionOptions
            {
                ConnectTimeout = TimeSpan.FromSeconds(30), // a client that never comes costs nothing for longer
                CloseChannelsWhenFailed = true, // what waits for a client that vanished ends
                ReceiveLimit = 1024 * 1024, // bytes that a client may have waiting in each channel
            },
        });
        using var connection = factory.CreatePeerConnection();
        // end
        return connection.GetConfiguration();
    }

    public static async Task<string> DiagnoseAsync(PeerConnection connection)
    {
        // begin
        var report = await connection.GetStatsAsync();
        var pair = report.SelectedCandidatePair;
        var local = report.Find<IceCandidateStats>(pair?.LocalCandidateId);
        var text = $"{local?.CandidateType} by {local?.Protocol}, round trip {pair?.CurrentRoundTripTime}, {pair?.BytesSent} bytes sent";
        Console.WriteLine(text);
        // end
        return text;
    }

    public static async Task LogAsync(PeerConnection connection, Stream destination)
    {
        // begin
        await connection.StartEventLogAsync(destination); // every packet and state, for libwebrtc's own tools
        await connection.GetStatsAsync(); // what is to be looked at
        await connection.StopEventLogAsync();
        // end
    }

    public static async Task PinAsync(PeerConnection connection, string expected)
    {
        // begin
        await connection.WaitForConnectedAsync();
        var fingerprint = connection.Sctp!.Transport.RemoteFingerprint;
        if (fingerprint?.Value.Equals(expected, StringComparison.OrdinalIgnoreCase) != true)
        {
            connection.Close();
            throw new InvalidOperationException("We do not know this peer.");
        }
        // end
    }
}
