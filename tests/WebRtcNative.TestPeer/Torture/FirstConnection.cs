using System.Diagnostics;
using WebRtcNative.Godot;

namespace WebRtcNative.TestPeer;

/// <summary>The first connection of a process without the resources it needs, and the next one, with them.</summary>
internal static class FirstConnection
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private static readonly List<string> s_said = [];
    private static PeerConnectionFactory? s_factory;

    /// <summary>Says how the first ended, a line each for the contract, the core and a factory, and "connected" at the end.</summary>
    public static void Run(string resource, int count)
    {
        Console.WriteLine($"{resource} {count}"); // makes .NET open the files it needs for it
        if (resource == "threads")
        {
            Limits.Threads(count);
            TryContract();
            TryCore();
            TryFactory();
            Limits.Threads(-1);
        }
        else
        {
            Limits.WithDescriptors(count, TryContract);
            Limits.WithDescriptors(count, TryCore);
            Limits.WithDescriptors(count, TryFactory);
        }
        foreach (var line in s_said)
            Console.WriteLine(line);
        using (var awaited = new PeerConnection())
            awaited.CreateDataChannel("label");
        using (var another = (s_factory ??= new PeerConnectionFactory()).CreatePeerConnection())
            another.CreateDataChannel("label");
        Connect();
        Console.WriteLine("connected");
    }

    private static void TryContract()
    {
        try
        {
            using var connection = new WebRtcPeerConnection();
            var state = connection.GetConnectionState();
            s_said.Add($"contract {connection.LastError.Code} {connection.LastError.EngineErrorType} {state} {connection.Initialize()}");
        }
        catch (Exception e) // reported to the test
        {
            s_said.Add($"contract {e}");
        }
    }

    private static void TryCore() => Try("core", () => new PeerConnection());

    private static void TryFactory() => Try("factory", () => (s_factory ??= new PeerConnectionFactory()).CreatePeerConnection());

    private static void Try(string who, Func<PeerConnection> create)
    {
        try
        {
            using var connection = create();
            s_said.Add($"{who} None");
        }
        catch (Exception e) // reported to the test
        {
            s_said.Add(e is WebRtcException engine ? $"{who} {engine.ErrorType}" : $"{who} {e}");
        }
    }

    private static void Connect()
    {
        using var a = new WebRtcPeerConnection();
        using var b = new WebRtcPeerConnection();
        Wire(a, b);
        Wire(b, a);
        if (a.CreateDataChannel("label") == null || a.CreateOffer() != WebRtcError.Ok)
            throw new InvalidOperationException(a.LastError.Message);
        var watch = Stopwatch.StartNew();
        while (a.GetConnectionState() != WebRtcConnectionState.Connected)
        {
            if (watch.Elapsed > s_deadline)
                throw new TimeoutException();
            a.Poll();
            b.Poll();
            Thread.Yield();
        }
    }

    private static void Wire(WebRtcPeerConnection from, WebRtcPeerConnection to)
    {
        from.SessionDescriptionCreated += (type, sdp) => from.SetLocalDescription(type, sdp);
        from.SessionDescriptionCreated += (type, sdp) => to.SetRemoteDescription(type, sdp);
        from.IceCandidateCreated += (media, index, name) => to.AddIceCandidate(media, index, name);
    }
}
