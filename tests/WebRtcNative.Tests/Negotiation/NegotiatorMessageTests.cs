using System.Text.Json;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>The messages: their form, and signaling that brings something else.</summary>
public sealed class NegotiatorMessageTests : NativeTest
{
    private readonly EventQueue _queue = new();

    public NegotiatorMessageTests() => Own(_queue);

    [Fact]
    public void Negotiator_Messages_AreThoseOfTheSpecification()
    {
        var pair = Own(new NegotiatedPair(_queue, 1));
        pair.UntilSettled(pair.A.Connection.CreateDataChannel("channel"));

        Assert.Equal(["type", "sdp"], Members(pair.A, "description").First());
        Assert.Equal(["candidate", "sdpMid", "sdpMLineIndex", "usernameFragment"], Members(pair.B, "candidate").First());
        Assert.All(pair.A.All.Concat(pair.B.All), message => Assert.Single(JsonDocument.Parse(message).RootElement.EnumerateObject()));
    }

    // Otherwise a browser, which keeps no early candidates, would refuse them.
    [Fact]
    public void Negotiator_DescriptionGoesBeforeItsCandidates()
    {
        var pair = Own(new NegotiatedPair(_queue, 2));
        pair.UntilSettled(pair.A.Connection.CreateDataChannel("channel"));
        foreach (var peer in new[] { pair.A, pair.B })
        {
            Assert.StartsWith("""{"description""", peer.All.First(), StringComparison.Ordinal);
            pair.Until(() => peer.Connection.IceGatheringState == IceGatheringState.Complete, "gathered");
            var before = peer.All.Count;
            peer.Connection.RestartIce();
            pair.Until(() => peer.Connection.IceGatheringState == IceGatheringState.Complete && peer.All.Count > before + 1, "candidates");
            Assert.StartsWith("""{"description""", peer.All.ElementAt(before), StringComparison.Ordinal);
            pair.UntilSettled();
        }
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("hello", "not JSON")]
    [InlineData("null", "Null")]
    [InlineData("[]", "Array")]
    [InlineData("{}", "\"description\"")]
    [InlineData("""{"Description":{"type":"offer","sdp":"x"}}""", "\"description\"")]
    [InlineData("""{"type":"offer","sdp":"x"}""", "\"description\"")]
    [InlineData("""{"description":"v=0"}""", "description is of JSON type String")]
    [InlineData("""{"description":{"type":"offer"}}""", "\"sdp\"")]
    [InlineData("""{"description":{"type":"rollback"}}""", "rollback")]
    [InlineData("""{"candidate":"candidate:1"}""", "candidate is of JSON type String")]
    [InlineData("""{"candidate":{}}""", "\"candidate\"")]
    public void Receive_Garbage_IsFormatExceptionThatSaysWhy(string message, string named)
    {
        var pair = Own(new NegotiatedPair(_queue, 3));

        var thrown = Assert.Throws<FormatException>(() => pair.A.Negotiator.Receive(message));

        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
        pair.UntilSettled(pair.A.Connection.CreateDataChannel("channel"));
        Assert.Empty(pair.A.Errors);
    }

    [Fact]
    public void Receive_CandidateThatNobodyCanAdd_IsErrorAtTheCall()
    {
        var peer = Own(new NegotiatedPeer(true, _queue));

        Assert.Throws<ArgumentNullException>("message", () => peer.Negotiator.Receive(null!));
        Assert.Throws<WebRtcException>(() => peer.Negotiator.Receive("""{"candidate":{"candidate":"x","sdpMid":"0"}}"""));
        Assert.ThrowsAny<ArgumentException>(
            () => peer.Negotiator.Receive("""{"candidate":{"candidate":"candidate:1 1 udp 1 192.0.2.7 9 typ host"}}"""));
    }

    [Theory]
    [InlineData("""{"candidate":null}""")]
    [InlineData("""{"description":null,"candidate":{"candidate":"","sdpMid":"0"}}""")]
    public void Receive_EndOfCandidates_IsNothing(string message)
    {
        var pair = Own(new NegotiatedPair(_queue, 4));
        pair.A.Negotiator.Receive(message);

        pair.UntilSettled(pair.B.Connection.CreateDataChannel("channel"));

        Assert.Empty(pair.A.Errors);
    }

    [Theory]
    [InlineData("""{"description":{"type":"offer","sdp":"hello"}}""")]
    [InlineData("""{"description":{"type":"offer","sdp":"v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 7\r\n"}}""")]
    public void Receive_DescriptionThatTheEngineRefuses_RaisesErrorAndStaysUsable(string message)
    {
        var pair = Own(new NegotiatedPair(_queue, 5));
        pair.A.Negotiator.Receive(message);
        Assert.Empty(pair.A.Errors); // it is raised in Poll

        pair.Until(() => !pair.A.Errors.IsEmpty, "the error");

        Assert.IsType<WebRtcException>(Assert.Single(pair.A.Errors));
        pair.UntilSettled(pair.B.Connection.CreateDataChannel("channel"));
    }

    [Fact]
    public void Receive_AnswerToNoOffer_IsDropped()
    {
        var pair = Own(new NegotiatedPair(_queue, 8));
        pair.A.Negotiator.Receive("""{"description":{"type":"answer","sdp":"v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"}}""");

        pair.UntilSettled(pair.A.Connection.CreateDataChannel("channel"));

        Assert.Empty(pair.A.Errors.Concat(pair.B.Errors));
    }

    [Fact]
    public void Receive_EverythingTwice_Connects()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            using var pair = new NegotiatedPair(_queue, seed) { Signaling = (_, message) => [message, message] };
            var a = pair.A.Connection.CreateDataChannel("a");
            var b = pair.B.Connection.CreateDataChannel("b");
            pair.UntilSettled(a, b);
        }
    }

    [Fact]
    public void Receive_CandidatesBeforeTheirDescriptions_Connects()
    {
        var held = new Dictionary<NegotiatedPeer, string>();
        var pair = Own(new NegotiatedPair(_queue, 6));
        pair.Signaling = (from, message) =>
        {
            if (message.StartsWith("""{"description""", StringComparison.Ordinal) && held.TryAdd(from, message))
                return [];
            return held.Remove(from, out var description) ? [message, description] : [message];
        };

        pair.UntilSettled(pair.A.Connection.CreateDataChannel("channel"));

        Assert.Empty(pair.A.Errors.Concat(pair.B.Errors));
    }

    [Fact]
    public void Receive_OldMessagesAgain_ChangeNothing()
    {
        var pair = Own(new NegotiatedPair(_queue, 7));
        var channel = pair.A.Connection.CreateDataChannel("channel");
        pair.UntilSettled(channel);
        var old = pair.A.All.ToArray();
        pair.A.Connection.RestartIce();
        pair.Until(() => pair.A.Offers == 2 && pair.A.IsSettled && pair.B.IsSettled, "restarted");
        var remote = pair.B.Connection.CurrentRemoteDescription;

        foreach (var message in old)
            pair.B.Negotiator.Receive(message);
        pair.A.Connection.RestartIce();
        pair.Until(() => pair.A.Offers == 3 && pair.A.IsSettled && pair.B.IsSettled, "restarted again");

        Assert.Equal(3, pair.B.All.Count(message => message.Contains("\"answer\"", StringComparison.Ordinal)));
        Assert.NotEqual(remote, pair.B.Connection.CurrentRemoteDescription);
        Assert.Equal(SendResult.Sent, channel.TrySend([1]));
    }

    private static IEnumerable<string[]> Members(NegotiatedPeer peer, string what) => peer.All
        .Select(message => JsonDocument.Parse(message).RootElement)
        .Where(message => message.TryGetProperty(what, out _))
        .Select(message => message.GetProperty(what).EnumerateObject().Select(member => member.Name).ToArray());
}
