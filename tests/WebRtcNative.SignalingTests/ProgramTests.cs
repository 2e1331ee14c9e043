using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using WebRtcNative.SampleTests;

namespace WebRtcNative.SignalingTests;

/// <summary>The program webrtc-signaling, configured as an operator does.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webrtcnative-program-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The file has TLS and limits; the environment overrides one of them.</summary>
    [Fact]
    public async Task Start_FileAndEnvironment_ServesTlsWithTheirOptions()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        var fingerprint = WriteCertificate();
        var file = Path.Combine(_folder.FullName, "signaling.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
        {
            Signaling = new { MaxRoomSize = 5, MaxMessageSize = 2048 },
            Kestrel = new { Endpoints = new { Https = new { Url = "https://127.0.0.1:0", Certificate = new { Path = InFolder("cert.pem"), KeyPath = InFolder("key.pem") } } } },
        }), late.Token);
        using var program = Start("--config", file);
        var address = new Uri((await program.ReadUntilAsync("Listening on https:", late.Token))["Listening on ".Length..] + "/signaling");

        await using var room = await Room.JoinAsync(address, "room", new RoomOptions
        {
            ConfigureHttp = http => http.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback =
                (_, certificate, _, _) => certificate?.GetCertHashString(HashAlgorithmName.SHA256) == fingerprint,
        });

        Assert.Equal(3, room.SizeLimit);
        var refused = await Assert.ThrowsAsync<RoomException>(() => room.SendAsync(new string('x', 2049)));
        Assert.Equal(RoomErrorType.TooLarge, refused.ErrorType);
        // A certificate that the client does not know is not taken.
        Assert.Equal(RoomErrorType.Unreachable, (await Assert.ThrowsAsync<RoomException>(() => Room.JoinAsync(address, "room"))).ErrorType);
    }

    [Fact]
    public async Task Start_UnknownKey_EndsAndNamesIt()
    {
        var run = await ProgramRun.StartAsync("dotnet", ProgramPath, "--urls", "http://127.0.0.1:0", "--Signaling:MaxRoomSise", "3");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("MaxRoomSise", run.Output, StringComparison.Ordinal);
    }

    private static string ProgramPath => Path.Combine(AppContext.BaseDirectory, "webrtc-signaling.dll");

    private static RunningProgram Start(params string[] arguments) => new(new ProcessStartInfo("dotnet", [ProgramPath, .. arguments])
    {
        Environment = { ["Signaling__MaxRoomSize"] = "3" },
    });

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);

    private string WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(InFolder("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(InFolder("key.pem"), key.ExportPkcs8PrivateKeyPem());
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }
}
