using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Turn;

/// <summary>The candidates, and the errors, that a STUN or TURN server gives.</summary>
public sealed class GatheringTests(TurnServer turn) : NativeTest, IClassFixture<TurnServer>
{
    private readonly ConcurrentQueue<IceCandidate> _candidates = new();
    private readonly ConcurrentQueue<IceCandidateError> _errors = new();

    [TurnFact]
    public void IceCandidateGathered_StunServerBehindNat_ServerReflexive()
    {
        using var nat = new AddressTranslator(turn.Stun);
        var url = $"stun:{nat.Address}";
        Gather(new PeerConnectionOptions { IceServers = [new IceServer(url)] });

        Wait.Until(() => Candidates(IceCandidateType.Srflx).Any(), "a candidate");

        var candidate = Candidates(IceCandidateType.Srflx).First();
        Assert.Equal("127.0.0.1", candidate.Address);
        Assert.Contains(candidate.Port!.Value, nat.OutsidePorts);
        Assert.NotEqual(candidate.Port, candidate.RelatedPort);
        Assert.Equal(url, candidate.Url);
    }

    [TurnTheory]
    [InlineData(IceServerTransportProtocol.Udp)]
    [InlineData(IceServerTransportProtocol.Tcp)]
    [InlineData(IceServerTransportProtocol.Tls)]
    public void IceCandidateGathered_RelayOnly_RelayedAndNoOther(IceServerTransportProtocol protocol)
    {
        var connection = Gather(RelayOnly(turn.Server(protocol)));

        Wait.Until(() => connection.IceGatheringState == IceGatheringState.Complete, "the end of gathering");

        Assert.NotEmpty(_candidates);
        Assert.All(_candidates, candidate =>
        {
            Assert.Equal(IceCandidateType.Relay, candidate.Type);
            Assert.Equal("127.0.0.1", candidate.Address);
            Assert.Equal(IceTransportProtocol.Udp, candidate.Protocol); // between peers
            Assert.Equal(turn.Url(protocol), candidate.Url);
        });
    }

    [TurnTheory]
    [InlineData(IceServerTransportProtocol.Udp)]
    [InlineData(IceServerTransportProtocol.Tcp)]
    [InlineData(IceServerTransportProtocol.Tls)]
    public void IceCandidateErrorOccurred_WrongPassword_401(IceServerTransportProtocol protocol)
    {
        var connection = Gather(RelayOnly(turn.Server(protocol) with { Credential = "wrong" }));

        Wait.Until(
            () => _errors.Any(error => error.ErrorCode == 401),
            () => $"the error among {string.Join(", ", _errors)}");
        Wait.Until(() => connection.IceGatheringState == IceGatheringState.Complete, "the end of gathering");

        Assert.Equal(turn.Url(protocol), _errors.First(error => error.ErrorCode == 401).Url);
        Assert.Empty(_candidates);
    }

    [TurnFact]
    public void IceCandidateErrorOccurred_CertificateOfItsOwn_ServerIsNotUsed()
    {
        var server = turn.Server(IceServerTransportProtocol.Tls) with { AcceptAnyCertificate = false };
        var connection = Gather(RelayOnly(server));

        Wait.Until(() => !_errors.IsEmpty, "the error");
        Wait.Until(() => connection.IceGatheringState == IceGatheringState.Complete, "the end of gathering");

        Assert.All(_errors, error => Assert.Equal((701, server.Urls[0]), (error.ErrorCode, error.Url)));
        Assert.Empty(_candidates);
    }

    [TurnFact]
    public void IceCandidateErrorOccurred_NobodyListens_701AndTheOthersAreUsed()
    {
        var dead = $"turn:127.0.0.1:{TurnServer.FreePort()}?transport=tcp";
        var living = turn.Server(IceServerTransportProtocol.Udp);
        Gather(new PeerConnectionOptions { IceServers = [living, living with { Urls = [dead] }] });

        Wait.Until(() => _errors.Any(error => error.Url == dead), "the error");
        Wait.Until(() => Candidates(IceCandidateType.Relay).Any(), "a candidate of the other server");
        Wait.Until(() => Candidates(IceCandidateType.Host).Any(), "a candidate without a server");

        Assert.Equal(701, _errors.First(error => error.Url == dead).ErrorCode);
        Assert.All(Candidates(IceCandidateType.Relay), candidate => Assert.NotEqual(dead, candidate.Url));
    }

    internal static PeerConnectionOptions RelayOnly(params IceServer[] servers) =>
        new() { IceServers = servers, IceTransportPolicy = IceTransportPolicy.Relay };

    private PeerConnection Gather(PeerConnectionOptions options)
    {
        var connection = Own(new PeerConnection(options));
        connection.IceCandidateGathered += (_, candidate) => _candidates.Enqueue(candidate);
        connection.IceCandidateErrorOccurred += (_, error) => _errors.Enqueue(error);
        connection.CreateDataChannel("channel");
        _ = connection.SetLocalDescriptionAsync();
        return connection;
    }

    private IEnumerable<IceCandidate> Candidates(IceCandidateType type) =>
        _candidates.Where(candidate => candidate.Type == type);
}
