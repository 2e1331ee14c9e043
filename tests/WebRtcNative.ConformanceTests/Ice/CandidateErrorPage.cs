using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Ice;

/// <summary>icecandidateerror: an unusable server is reported, with its URL.</summary>
public sealed class CandidateErrorPage : ConformanceTest
{
    private const string Page = "RTCPeerConnection-onicecandidateerror.https.html";

    [Wpt(Page, "a server that cannot be reached is an error, whose fields make sense")]
    public void IceCandidateErrorOccurred_NobodyListens_FieldsMakeSense()
    {
        // A port that was just free, without a TCP listener.
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var url = $"turn:127.0.0.1:{port}?transport=tcp";
        var server = new IceServer(url) { Username = "user", Credential = "secret" };
        var connection = NewConnection(new PeerConnectionOptions { IceServers = [server] });
        var errors = new ConcurrentQueue<IceCandidateError>();
        connection.IceCandidateErrorOccurred += (_, error) => errors.Enqueue(error);
        connection.CreateDataChannel("channel");

        _ = connection.SetLocalDescriptionAsync();

        Wait.Until(() => !errors.IsEmpty, "an error");
        Assert.All(errors, error =>
        {
            Assert.Equal(url, error.Url);
            Assert.InRange(error.ErrorCode, 300, 799);
            Assert.InRange(error.Port, 0, 65535);
        });
    }
}
