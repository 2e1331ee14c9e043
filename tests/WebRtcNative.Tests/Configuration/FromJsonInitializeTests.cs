using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Configuration;

/// <summary>From JSON into a connection.</summary>
public sealed class FromJsonInitializeTests : NativeTest
{
    // Well-formed JSON with errors that the engine or the checks have to find.
    [Theory]
    [InlineData("""{ "iceServers": [{ "urls": [] }] }""")]
    [InlineData("""{ "iceServers": [{ "urls": "" }] }""")]
    [InlineData("""{ "iceServers": [{ "urls": "http://example.org" }] }""")]
    [InlineData("""{ "iceServers": [{ "urls": "turn:127.0.0.1" }] }""")]
    public void Initialize_WrongValuesInJson_IsInvalidParameter(string json)
    {
        var connection = Own(new WebRtcPeerConnection());

        Assert.Equal(WebRtcError.InvalidParameter, connection.Initialize(PeerConnectionOptions.FromJson(json)));
        Assert.NotEmpty(connection.LastError.Message);
    }

    [Fact]
    public void Initialize_EveryMemberFromJson_Connects()
    {
        var options = PeerConnectionOptions.FromJson(
            """
            {
              "iceServers": [
                { "urls": "stun:127.0.0.1:1" },
                { "urls": ["turn:127.0.0.1:1?transport=udp", "turn:127.0.0.1:1?transport=tcp"], "username": "u", "credential": "c" }
              ],
              "iceTransportPolicy": "all", "bundlePolicy": "max-bundle", "iceCandidatePoolSize": 1
            }
            """);
        var pair = Own(new Pair(options));

        var (a, b) = pair.Open();

        pair.Carry(a, b);
        pair.Carry(b, a);
    }

    // The policy arrives at the engine: no relay, no candidates.
    [Fact]
    public void Initialize_RelayWithoutServer_GathersNothing()
    {
        var connection = Own(new WebRtcPeerConnection());
        Assert.Equal(WebRtcError.Ok, connection.Initialize(PeerConnectionOptions.FromJson("""{ "iceTransportPolicy": "relay" }""")));
        var raised = Pair.Record(connection);
        connection.SessionDescriptionCreated += (type, sdp) => connection.SetLocalDescription(type, sdp);
        Assert.NotNull(connection.CreateDataChannel("channel"));

        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());

        Wait.Until(() => connection.GetGatheringState() == IceGatheringState.Complete, "gathered", () => connection.Poll());
        Assert.DoesNotContain(nameof(connection.IceCandidateCreated), raised);
    }
}
