using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace WebRtcNative.Tool.Doctor;

/// <summary>The answer of one STUN server.</summary>
/// <param name="Url">The server.</param>
/// <param name="Server">Its address; null if its name is unknown.</param>
/// <param name="Mapped">This machine's address as the server sees it; null without an answer.</param>
/// <param name="Time">From the first request.</param>
/// <param name="Error">Why there is no answer.</param>
internal sealed record StunAnswer(string Url, IPEndPoint? Server, IPEndPoint? Mapped, TimeSpan Time, string? Error);

/// <summary>Asks several STUN servers (RFC 8489) from one UDP socket. A NAT that keeps the socket's port for all of them is the kind that
/// peers can cross (RFC 4787, section 4.1).</summary>
internal sealed class StunProbe : IDisposable
{
    private const int DefaultPort = 3478;
    private const uint Cookie = 0x2112A442;

    private static readonly TimeSpan s_retransmission = TimeSpan.FromMilliseconds(500); // RFC 8489, section 6.2.1

    private readonly TimeSpan _timeout;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public StunProbe(TimeSpan timeout)
    {
        _timeout = timeout;
        _socket.Bind(new IPEndPoint(IPAddress.Any, 0));
    }

    /// <summary>TURN servers answer STUN's requests too, by UDP.</summary>
    public static bool CanAsk(string url) =>
        (url.StartsWith("stun:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("turn:", StringComparison.OrdinalIgnoreCase))
        && !url.Contains("transport=tcp", StringComparison.OrdinalIgnoreCase);

    public async Task<StunAnswer> AskAsync(string url, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        IPEndPoint? server = null;
        try
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            late.CancelAfter(_timeout);
            server = await ResolveAsync(url, late.Token);
            var mapped = await AskAsync(server, late.Token);
            return new StunAnswer(url, server, mapped, Stopwatch.GetElapsedTime(start), null);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            var error = e is SocketException ? e.Message : $"no answer within {_timeout.TotalSeconds} s";
            return new StunAnswer(url, server, null, Stopwatch.GetElapsedTime(start), error);
        }
    }

    /// <summary>Whether an address that a server has seen is one of this machine, with the socket's port.</summary>
    public bool IsOwn(IPEndPoint mapped) =>
        mapped.Port == ((IPEndPoint)_socket.LocalEndPoint!).Port && NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(one => one.GetIPProperties().UnicastAddresses).Any(address => address.Address.Equals(mapped.Address));

    public void Dispose() => _socket.Dispose();

    private static async Task<IPEndPoint> ResolveAsync(string url, CancellationToken cancellation)
    {
        var host = url[(url.IndexOf(':') + 1)..].Split('?')[0];
        if (IPEndPoint.TryParse(host, out var literal))
            return new IPEndPoint(literal.Address, literal.Port == 0 ? DefaultPort : literal.Port);
        var (name, port) = host.Split(':') is [var before, var after] && ushort.TryParse(after, out var number) ? (before, number) : (host, DefaultPort);
        var addresses = await Dns.GetHostAddressesAsync(name, AddressFamily.InterNetwork, cancellation);
        return addresses.Length > 0 ? new IPEndPoint(addresses[0], port) : throw new SocketException((int)SocketError.HostNotFound);
    }

    private async Task<IPEndPoint> AskAsync(IPEndPoint server, CancellationToken cancellation)
    {
        var request = new byte[20];
        BinaryPrimitives.WriteUInt16BigEndian(request, 1); // binding request
        BinaryPrimitives.WriteUInt32BigEndian(request.AsSpan(4), Cookie);
        RandomNumberGenerator.Fill(request.AsSpan(8));
        var buffer = new byte[1500];
        while (true)
        {
            await _socket.SendToAsync(request, server, cancellation);
            using var again = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            again.CancelAfter(s_retransmission);
            try
            {
                while (true)
                {
                    var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), again.Token);
                    if (Mapped(buffer.AsSpan(0, received.ReceivedBytes), request.AsSpan(8)) is { } mapped)
                        return mapped;
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // Lost, or late: asked again.
            }
        }
    }

    /// <summary>XOR-MAPPED-ADDRESS of the response to a request; null for anything else.</summary>
    private static IPEndPoint? Mapped(ReadOnlySpan<byte> response, ReadOnlySpan<byte> transaction)
    {
        if (response.Length < 20 || BinaryPrimitives.ReadUInt16BigEndian(response) != 0x0101 || !response[8..20].SequenceEqual(transaction))
            return null;
        for (var rest = response[20..]; rest.Length >= 4;)
        {
            var (type, length) = (BinaryPrimitives.ReadUInt16BigEndian(rest), BinaryPrimitives.ReadUInt16BigEndian(rest[2..]));
            if (rest.Length < 4 + length)
                return null;
            if (type == 0x0020 && length >= 8 && rest[5] == 1) // IPv4
            {
                var port = BinaryPrimitives.ReadUInt16BigEndian(rest[6..]) ^ (Cookie >> 16);
                var address = BinaryPrimitives.ReadUInt32BigEndian(rest[8..]) ^ Cookie;
                return new IPEndPoint(BinaryPrimitives.ReverseEndianness(address), (int)port);
            }
            rest = rest[Math.Min(rest.Length, 4 + (length + 3) / 4 * 4)..];
        }
        return null;
    }
}
