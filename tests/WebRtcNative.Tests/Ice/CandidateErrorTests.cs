using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Ice;

public sealed class CandidateErrorTests : NativeTest
{
    [Fact]
    public void IceCandidateErrorOccurred_StunServerRefuses_UrlAndText()
    {
        using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var serving = RefuseAsync(server);
        var url = $"stun:127.0.0.1:{((IPEndPoint)server.Client.LocalEndPoint!).Port}";
        var options = new PeerConnectionOptions { IceServers = [new IceServer(url)] };
        var connection = Own(new PeerConnection(options));
        IceCandidateError? error = null;
        // Sockets that cannot reach the server at all have errors of their own.
        connection.IceCandidateErrorOccurred += (_, e) => error ??= e.ErrorText == "Insufficient Capacity" ? e : null;
        connection.CreateDataChannel("channel");
        _ = connection.SetLocalDescriptionAsync();

        Wait.Until(() => error != null, "the error");

        Assert.Equal(url, error!.Url);
        Assert.Equal(508 % 100, error.ErrorCode % 100); // an engine may leave out the class
        server.Close();
        Wait.Until(() => serving.IsCompleted, "the server to end");
    }

    /// <summary>A server that answers every request with the error 508.</summary>
    private static async Task RefuseAsync(UdpClient server)
    {
        const int Header = 20;
        var reason = "Insufficient Capacity"u8.ToArray();
        var padded = (reason.Length + 3) / 4 * 4;
        try
        {
            while (true)
            {
                var request = await server.ReceiveAsync();
                // Header and attributes: RFC 8489, sections 5 and 14.8.
                var response = new byte[Header + 8 + padded];
                request.Buffer.AsSpan(0, Header).CopyTo(response);
                response[0] |= 0x01;
                response[1] |= 0x10;
                BinaryPrimitives.WriteUInt16BigEndian(response.AsSpan(2), (ushort)(8 + padded));
                BinaryPrimitives.WriteUInt16BigEndian(response.AsSpan(Header), 0x0009);
                BinaryPrimitives.WriteUInt16BigEndian(response.AsSpan(Header + 2), (ushort)(4 + reason.Length));
                response[Header + 6] = 5;
                response[Header + 7] = 8;
                reason.CopyTo(response.AsSpan(Header + 8));
                await server.SendAsync(response, request.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }
}
