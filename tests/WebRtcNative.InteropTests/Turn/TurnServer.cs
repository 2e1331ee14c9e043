using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WebRtcNative.InteropTests.Peers;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Turn;

/// <summary>coturn on loopback, as STUN and TURN server by UDP, TCP and TLS, with a certificate that it has signed
/// itself. Shared by the tests of a class.</summary>
public sealed class TurnServer : IDisposable
{
    public const string Username = "user";
    public const string Password = "secret";

    private readonly string _authentication;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webrtcnative-turn-");
    private readonly int _port = FreePort();
    private readonly int _tlsPort = FreePort();
    private readonly Process? _process;

    public TurnServer()
        : this($"lt-cred-mech\nuser={Username}:{Password}")
    {
    }

    /// <param name="authentication">The lines of coturn's configuration that say who may use it.</param>
    internal TurnServer(string authentication)
    {
        _authentication = authentication;
        if (WhyMissing != null)
            return; // the tests are skipped
        _process = Start();
        Wait.Until(IsListening, () => $"the server to listen; its log: {ReadLog()}");
    }

    public static string? WhyMissing { get; } =
        PeerTools.IsOnPath("turnserver") ? null : "The TURN server coturn is not installed (Debian: coturn).";

    /// <summary>Where it takes STUN by UDP.</summary>
    public IPEndPoint Stun => new(IPAddress.Loopback, _port);

    public string StunUrl => $"stun:{Stun}";

    public string Url(IceServerTransportProtocol protocol) => protocol switch
    {
        IceServerTransportProtocol.Udp => $"turn:127.0.0.1:{_port}?transport=udp",
        IceServerTransportProtocol.Tcp => $"turn:127.0.0.1:{_port}?transport=tcp",
        _ => $"turns:127.0.0.1:{_tlsPort}?transport=tcp",
    };

    /// <summary>The server with the right password, its certificate accepted.</summary>
    public IceServer Server(IceServerTransportProtocol protocol) =>
        new(Url(protocol)) { Username = Username, Credential = Password, AcceptAnyCertificate = true };

    /// <summary>A port of loopback without a listener.</summary>
    public static int FreePort()
    {
        while (true)
        {
            using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                tcp.Bind(udp.LocalEndPoint!);
                return ((IPEndPoint)tcp.LocalEndPoint!).Port;
            }
            catch (SocketException)
            {
                // Taken for TCP.
            }
        }
    }

    public void Dispose()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.WaitForExit();
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private Process Start()
    {
        WriteCertificate();
        var configuration = InFolder("turnserver.conf");
        File.WriteAllText(configuration, $"""
            listening-ip=127.0.0.1
            relay-ip=127.0.0.1
            listening-port={_port}
            tls-listening-port={_tlsPort}
            allow-loopback-peers
            {_authentication}
            realm=loopback
            cert={InFolder("certificate.pem")}
            pkey={InFolder("key.pem")}
            userdb={InFolder("users.db")}
            pidfile={InFolder("pid")}
            log-file={InFolder("log")}
            simple-log
            no-stdout-log
            no-cli
            """);
        // The shell ends the server when its standard input ends, should this process be killed.
        string[] command = ["-c", "turnserver -c \"$0\" & read -r line; kill $!", configuration];
        return Process.Start(new ProcessStartInfo("/bin/sh", command) { RedirectStandardInput = true })!;
    }

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(InFolder("certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(InFolder("key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private bool IsListening()
    {
        byte[] bindingRequest = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. new byte[12]]; // RFC 8489, section 5
        using var udp = new UdpClient(0, AddressFamily.InterNetwork);
        udp.Client.ReceiveTimeout = 1000;
        try
        {
            udp.Send(bindingRequest, Stun);
            IPEndPoint? from = null;
            udp.Receive(ref from);
            using var tcp = new TcpClient("127.0.0.1", _port);
            using var tls = new TcpClient("127.0.0.1", _tlsPort);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);

    private string ReadLog() => File.Exists(InFolder("log")) ? File.ReadAllText(InFolder("log")) : "none";
}
