using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WebRtcNative.InteropTests.Turn;
using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests;

/// <summary>Credentials that the server hands to members, at a real coturn with <c>use-auth-secret</c>. The members may connect by the TURN
/// server alone.</summary>
public sealed class TurnTests : NativeTest
{
    private const string Secret = "coturn's own";

    private readonly TurnServer _turn;

    public TurnTests() => _turn = Own(new TurnServer($"use-auth-secret\nstatic-auth-secret={Secret}"));

    [TurnFact]
    public async Task Connect_RelayOnly_CoturnTakesTheCredential()
    {
        await using var server = await StartAsync(Secret, TimeSpan.Zero);
        await JoinAsync(server, "Ann");
        var bob = await JoinAsync(server, "Bob");

        var connection = await bob.ConnectAsync(bob.Host).WaitAsync(Wait.Deadline);

        var pair = connection.Sctp!.Transport.IceTransport.SelectedCandidatePair;
        Assert.Equal(IceCandidateType.Relay, pair?.Local.Type);
    }

    [TurnTheory]
    [InlineData("another secret", 0)]
    [InlineData(Secret, 120)] // has ended before it was given
    public async Task Connect_CredentialIsWrong_CoturnRefuses(string secret, int secondsAgo)
    {
        await using var server = await StartAsync(secret, TimeSpan.FromSeconds(secondsAgo));
        await JoinAsync(server, "Ann");
        var bob = await JoinAsync(server, "Bob", TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<WebRtcException>(() => bob.ConnectAsync(bob.Host).WaitAsync(Wait.Deadline));
    }

    /// <summary>A member that has been in the room for longer than its first credential lasts connects all the same.</summary>
    [TurnFact]
    public async Task Connect_FirstCredentialHasEnded_CoturnTakesTheNewOne()
    {
        await using var server = await StartAsync(Secret, TimeSpan.FromSeconds(52)); // credentials last 8 s
        await JoinAsync(server, "Ann");
        var bob = await JoinAsync(server, "Bob");
        var ended = DateTime.UtcNow.AddSeconds(10);
        Wait.Until(() => DateTime.UtcNow > ended, "the first credentials to end");

        var connection = await bob.ConnectAsync(bob.Host).WaitAsync(Wait.Deadline);

        Assert.Equal(PeerConnectionState.Connected, connection.ConnectionState);
    }

    private static Task<Room> JoinAsync(SignalingServer server, string name, TimeSpan? timeout = null) =>
        server.JoinAsync("room", name, options => options with
        {
            PeerConnection = new PeerConnectionOptions { IceTransportPolicy = IceTransportPolicy.Relay, ConnectTimeout = timeout },
        });

    /// <summary>A server whose clock is late.</summary>
    private Task<SignalingServer> StartAsync(string secret, TimeSpan late) => SignalingServer.StartAsync(
        options =>
        {
            options.Turn.Urls.Add(_turn.Url(IceServerTransportProtocol.Udp));
            options.Turn.Secret = secret;
            options.Turn.Lifetime = TimeSpan.FromMinutes(1);
        },
        builder => builder.Services.AddSingleton<TimeProvider>(new LateTime(late)));

    private sealed class LateTime(TimeSpan late) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - late;
    }
}
