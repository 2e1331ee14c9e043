using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Hosting;

/// <summary>What happens in the life of each healthy connection is no warning and no error in the log.</summary>
public sealed class QuietEndTests : NativeTest
{
    private readonly RecordingLoggers _loggers = new() { Minimum = LogLevel.Debug };
    private readonly ServiceProvider _services;

    public QuietEndTests()
    {
        var timing = new IceTimingOptions
        {
            ReceivingTimeout = TimeSpan.FromMilliseconds(500),
            UnwritableTimeout = TimeSpan.FromMilliseconds(200),
            UnwritableMinChecks = 1,
            InactiveTimeout = TimeSpan.FromSeconds(1),
            CheckIntervalStrong = TimeSpan.FromMilliseconds(100),
            StablePingInterval = TimeSpan.FromMilliseconds(200),
        };
        _services = Own(new ServiceCollection()
            .AddSingleton<ILoggerFactory>(_loggers)
            .AddWebRtc(options => options.PeerConnection = options.PeerConnection with { IceTiming = timing })
            .BuildServiceProvider());
    }

    [QuietLogFact]
    public void PeerClosesTheConnection_NoWarning()
    {
        var pair = NewPair();
        var (_, b) = Exchange(pair);

        pair.A.Close();
        pair.Until(() => b.State == DataChannelState.Closed, "B's channel closed");
        pair.Until(() => pair.B.ConnectionState is PeerConnectionState.Failed or PeerConnectionState.Closed, "B's end");
        pair.B.Close();

        AssertNoWarnings();
        // The abort is still there for those who look for it.
        Assert.Contains(_loggers.Lines, line => line.Level == LogLevel.Debug && line.Text.Contains("OnAborted", StringComparison.Ordinal));
    }

    [QuietLogFact]
    public void ChannelsClosedFirst_NoWarning()
    {
        var pair = NewPair();
        var (a, b) = Exchange(pair);

        a.Close();
        pair.Until(() => a.State == DataChannelState.Closed && b.State == DataChannelState.Closed, "the channel closed on both sides");
        pair.B.Dispose();
        pair.A.Dispose();

        AssertNoWarnings();
    }

    [QuietLogFact]
    public void BothCloseWithMessagesOnTheWay_NoWarning()
    {
        for (var i = 0; i < 5; i++)
        {
            var pair = NewPair();
            var (a, b) = Exchange(pair);
            for (var message = 0; message < 100; message++)
            {
                a.Send(new byte[10_000]);
                b.Send(new byte[10_000]);
            }

            pair.A.Dispose();
            pair.B.Dispose();
        }

        AssertNoWarnings();
    }

    [QuietLogFact]
    public void IceRestart_NoWarning()
    {
        var pair = NewPair();
        Exchange(pair);

        pair.A.RestartIce();
        pair.Negotiate();

        OpenAnother(pair);
        AssertNoWarnings();
    }

    [QuietLogFact]
    public void LatePackets_NoWarning()
    {
        var pair = NewPair();
        Exchange(pair);
        using var stranger = new UdpClient(AddressFamily.InterNetwork);
        stranger.Connect(LocalEndPoint(pair.A));

        stranger.Send(Stun(0x0001, (0x0006, "gone:pal"u8.ToArray()), (0x0008, new byte[20]))); // a check with other credentials
        stranger.Send(Stun(0x0001)); // a check without credentials
        stranger.Send(Stun(0x0111, (0x0009, [0, 0, 4, 1]))); // "unauthorized", to a check of old
        stranger.Send([22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]); // DTLS
        Wait.Until(() => LinesOf("port.cc").Count(line => line.Text.Contains("Received", StringComparison.Ordinal)) >= 4, "four lines");

        OpenAnother(pair);
        AssertNoWarnings();
    }

    private CorePair NewPair() => Own(new CorePair(factory: _services.GetRequiredService<PeerConnectionFactory>()));

    private static (DataChannel A, DataChannel B) Exchange(CorePair pair)
    {
        var (a, b) = pair.Open();
        a.Send("there");
        b.Send("and back");
        pair.Until(() => a.AvailableMessageCount == 1 && b.AvailableMessageCount == 1, "both messages");
        return (a, b);
    }

    private static void OpenAnother(CorePair pair)
    {
        var channel = pair.A.CreateDataChannel("another");
        pair.Until(() => channel.State == DataChannelState.Open && pair.ReceivedByB.Count == 2, "another channel");
    }

    private static IPEndPoint LocalEndPoint(PeerConnection connection)
    {
        var candidate = connection.Sctp!.Transport.IceTransport.GetLocalCandidates()
            .First(one => one is { Address: "127.0.0.1", Protocol: IceTransportProtocol.Udp });
        return new IPEndPoint(IPAddress.Loopback, candidate.Port!.Value);
    }

    /// <summary>A STUN message with a fingerprint (RFC 8489, sections 5 and 14.7). Values are of a multiple of four bytes.</summary>
    private static byte[] Stun(ushort type, params (ushort Type, byte[] Value)[] attributes)
    {
        const uint FingerprintMask = 0x5354554e;
        var body = string.Concat(attributes.Select(one => $"{one.Type:X4}{one.Value.Length:X4}{Convert.ToHexString(one.Value)}"));
        var head = Convert.FromHexString($"{type:X4}{(body.Length / 2) + 8:X4}2112A442{Convert.ToHexString("transaction!"u8)}{body}");
        return [.. head, .. Convert.FromHexString($"80280004{Crc32(head) ^ FingerprintMask:X8}")];
    }

    private static uint Crc32(byte[] bytes)
    {
        const uint Polynomial = 0xedb88320;
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
        }
        return ~crc;
    }

    private IEnumerable<(string Category, LogLevel Level, string Text, Exception? Exception)> LinesOf(string file) =>
        _loggers.Lines.Where(line => line.Text.Contains($"({file}:", StringComparison.Ordinal));

    private void AssertNoWarnings()
    {
        const string Marker = "marker:last";
        Assert.Throws<ArgumentException>(() => new PeerConnection(new() { IceServers = [new IceServer(Marker)] }));
        Wait.Until(() => _loggers.Lines.Any(IsMarker), "the engine's lines up to the marker");

        var warnings = _loggers.Lines.TakeWhile(line => !IsMarker(line)).Where(line => line.Level >= LogLevel.Warning);
        var text = string.Join('\n', warnings.Select(line => $"{line.Level} {line.Text}"));
        Assert.True(text.Length == 0, text);

        static bool IsMarker((string Category, LogLevel Level, string Text, Exception? Exception) line) =>
            line.Text.Contains(Marker, StringComparison.Ordinal);
    }

    /// <summary>The texts of the lines that are lowered are those of the upstream engine.</summary>
    private sealed class QuietLogFactAttribute : FactAttribute
    {
        public QuietLogFactAttribute()
        {
            if (!EngineLimits.HasQuietLog)
                Skip = "The system engine has other texts.";
        }
    }
}
