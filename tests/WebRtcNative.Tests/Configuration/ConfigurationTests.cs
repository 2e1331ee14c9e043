using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Configuration;

public sealed class ConfigurationTests : NativeTest
{
    [Fact]
    public void SetConfiguration_Changeable_Kept()
    {
        var connection = Own(new PeerConnection());
        Assert.Equal(new PeerConnectionOptions().ReceiveLimit, connection.GetConfiguration().ReceiveLimit);
        var changed = new PeerConnectionOptions
        {
            IceServers = [new IceServer("stun:127.0.0.1:3478", "stun:127.0.0.1:3479")],
            IceTransportPolicy = IceTransportPolicy.Relay,
            IceCandidatePoolSize = 1,
            IceTiming = new IceTimingOptions
            {
                UnwritableTimeout = TimeSpan.FromSeconds(2),
                UnwritableMinChecks = 3,
                InactiveTimeout = TimeSpan.FromSeconds(3),
                CheckIntervalStrong = TimeSpan.FromSeconds(1),
                CheckIntervalWeak = TimeSpan.FromMilliseconds(100),
                CheckMinInterval = TimeSpan.FromMilliseconds(50),
                StablePingInterval = TimeSpan.FromSeconds(2),
            },
        };

        connection.SetConfiguration(changed);

        Assert.Same(changed, connection.GetConfiguration());
    }

    [Fact]
    public async Task SetConfiguration_PoolSizeAfterSetLocal_InvalidModification()
    {
        var connection = Own(new PeerConnection());
        connection.CreateDataChannel("channel");
        await connection.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);

        var error = Assert.Throws<WebRtcException>(
            () => connection.SetConfiguration(new PeerConnectionOptions { IceCandidatePoolSize = 3 }));

        Assert.Equal(RtcErrorType.InvalidModification, error.ErrorType);
        connection.SetConfiguration(new PeerConnectionOptions());
    }

    [Fact]
    public void SetConfiguration_Wrong_ThrownAndKept()
    {
        var connection = Own(new PeerConnection());
        var before = connection.GetConfiguration();
        Assert.Throws<ArgumentNullException>(() => connection.SetConfiguration(null!));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => connection.SetConfiguration(new PeerConnectionOptions { IceCandidatePoolSize = -1 }));
        Assert.Throws<ArgumentException>(
            () => connection.SetConfiguration(new PeerConnectionOptions { IceServers = [new IceServer("nonsense:")] }));
        Assert.Same(before, connection.GetConfiguration());
        connection.Close();
        Assert.Throws<InvalidOperationException>(() => connection.SetConfiguration(new PeerConnectionOptions()));
    }

    public static TheoryData<IceTimingOptions> WrongTimings =>
    [
        new IceTimingOptions { ReceivingTimeout = TimeSpan.Zero },
        new IceTimingOptions { InactiveTimeout = TimeSpan.FromMilliseconds(-1) },
        new IceTimingOptions { StablePingInterval = TimeSpan.MaxValue },
        new IceTimingOptions { UnwritableMinChecks = 0 },
    ];

    [Theory]
    [MemberData(nameof(WrongTimings))]
    public void New_WrongTiming_OutOfRange(IceTimingOptions timing) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PeerConnection(new PeerConnectionOptions { IceTiming = timing }));

    [Fact]
    public async Task Gather_Switches_LeaveOut()
    {
        var all = await GatherAsync(new PeerConnectionOptions());
        Assert.Contains(all, candidate => candidate.Address == "127.0.0.1");
        Assert.Contains(all, candidate => candidate.Protocol == IceTransportProtocol.Tcp);

        var few = await GatherAsync(new PeerConnectionOptions { IncludeTcp = false, IncludeIPv6 = false, IncludeLinkLocal = false });
        Assert.NotEmpty(few);
        Assert.All(few, candidate => Assert.Equal(IceTransportProtocol.Udp, candidate.Protocol));
        if (!Wine.IsHere) // it tells no prefixes of IPv6 addresses, and the engine knows IPv6 networks by their prefix
            Assert.All(few, candidate => Assert.DoesNotContain(':', candidate.Address!));

        var noLoopback = await GatherAsync(new PeerConnectionOptions { IncludeLoopback = false });
        Assert.DoesNotContain(noLoopback, candidate => candidate.Address is "127.0.0.1" or "::1");
    }

    [Fact]
    public async Task Gather_PortRange_Within()
    {
        var candidates = await GatherAsync(new PeerConnectionOptions { MinPort = 42000, MaxPort = 42100 });
        Assert.NotEmpty(candidates);
        Assert.All(candidates.Where(c => c.TcpType != IceTcpCandidateType.Active), c => Assert.InRange(c.Port!.Value, 42000, 42100));
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void New_RsaCertificate_Connects()
    {
        var certificate = RtcCertificate.Generate(RtcCertificateKeyType.Rsa2048);
        var pair = Own(new CorePair(options: new PeerConnectionOptions { Certificates = [certificate] }));
        pair.Open();
        pair.Until(() => pair.B.Sctp?.Transport.RemoteFingerprint == certificate.GetFingerprints()[0], "the certificate");
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void New_ExpiredCertificate_ArgumentException()
    {
        var certificate = RtcCertificate.Generate(validity: TimeSpan.FromSeconds(1));
        Wait.Until(() => certificate.Expires < DateTimeOffset.UtcNow, "the certificate to expire");
        Assert.Throws<ArgumentException>(() => new PeerConnection(new PeerConnectionOptions { Certificates = [certificate] }));
    }

    [Fact]
    public void RemoveIceCandidateAsync_KnownUnknownGarbage_DoneErrorThrown()
    {
        var pair = Own(new CorePair());
        IceCandidate? candidate = null;
        pair.A.IceCandidateGathered += (_, gathered) => candidate ??= gathered;
        pair.Open();
        pair.Finish(Task.WhenAll(pair.Candidates));

        pair.Finish(pair.B.RemoveIceCandidateAsync(candidate!));

        Assert.DoesNotContain(candidate!.Candidate, pair.B.RemoteDescription!.Sdp, StringComparison.Ordinal);
        var wrong = new IceCandidate("candidate:1 1 udp 1 192.0.2.1 9 typ host", candidate.SdpMid, candidate.SdpMLineIndex);
        Assert.Throws<WebRtcException>(() => pair.Finish(pair.B.RemoveIceCandidateAsync(wrong)));
        Assert.ThrowsAny<Exception>(() => pair.Finish(pair.B.RemoveIceCandidateAsync(wrong with { Candidate = "nonsense" })));
        Assert.Throws<ArgumentException>(() => pair.Finish(pair.B.RemoveIceCandidateAsync(wrong with { Candidate = "" })));
    }

    private async Task<IReadOnlyList<IceCandidate>> GatherAsync(PeerConnectionOptions options)
    {
        var connection = Own(new PeerConnection(options));
        connection.CreateDataChannel("channel");
        var gathered = new System.Collections.Concurrent.ConcurrentQueue<IceCandidate>();
        connection.IceCandidateGathered += (_, candidate) => gathered.Enqueue(candidate);
        await connection.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        Wait.Until(() => connection.IceGatheringState == IceGatheringState.Complete, "gathering complete");
        return [.. gathered];
    }
}
