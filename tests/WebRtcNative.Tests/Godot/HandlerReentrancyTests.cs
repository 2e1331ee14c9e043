using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Every event times every member that could pull the rug from under it, of this connection and of the other one,
/// with the hostile handler before the classic wiring and after it.</summary>
public sealed class HandlerReentrancyTests : NativeTest
{
    private static readonly Dictionary<string, Action<WebRtcPeerConnection>> s_actions = new()
    {
        ["Poll"] = connection => Assert.Equal(WebRtcError.Ok, connection.Poll()),
        ["Close"] = connection => connection.Close(),
        ["Initialize"] = connection => Assert.Equal(WebRtcError.Ok, connection.Initialize()),
        ["Dispose"] = connection => connection.Dispose(),
        ["Close, Initialize"] = connection =>
        {
            connection.Close();
            Assert.Equal(WebRtcError.Ok, connection.Initialize());
        },
        ["Initialize, Poll"] = connection =>
        {
            Assert.Equal(WebRtcError.Ok, connection.Initialize());
            Assert.Equal(WebRtcError.Ok, connection.Poll());
        },
        ["Close, Poll"] = connection =>
        {
            connection.Close();
            Assert.Equal(WebRtcError.Unconfigured, connection.Poll());
        },
    };

    public static TheoryData<string, string, bool, bool> Cases
    {
        get
        {
            var data = new TheoryData<string, string, bool, bool>();
            // Not every engine reports a server that is not there, so that event has no cases.
            foreach (var name in Pair.EventNames.Where(name => name != nameof(WebRtcPeerConnection.IceCandidateError)))
            {
                foreach (var action in s_actions.Keys)
                {
                    foreach (var onOther in new[] { false, true })
                    {
                        data.Add(name, action, onOther, false);
                        data.Add(name, action, onOther, true);
                    }
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Handler_CallsMember_NothingBreaks(string eventName, string action, bool onOther, bool beforeTheWiring)
    {
        var pair = Own(new Pair(wired: !beforeTheWiring));
        var self = eventName == nameof(WebRtcPeerConnection.DataChannelReceived) ? pair.B : pair.A;
        var target = onOther != (self == pair.B) ? pair.B : pair.A;
        var fired = false;
        List<string>? raisedAfter = null;
        Pair.On(self, eventName, () =>
        {
            if (fired)
                return;
            fired = true;
            s_actions[action](target);
            // The same raise may still call later handlers of this event; that is not a new event.
            raisedAfter = Pair.Record(target);
        });
        if (beforeTheWiring)
            pair.Wire();

        Provoke(pair, eventName);
        Wait.Until(() => fired, eventName, pair.Poll);

        Assert.NotNull(raisedAfter);
        switch (action)
        {
            case "Poll":
                break;
            case "Close" or "Close, Poll":
                AssertClosed(target, raisedAfter);
                break;
            case "Dispose":
                AssertClosed(target, raisedAfter);
                Assert.Equal(WebRtcError.Unconfigured, target.Initialize());
                AssertSurvives(target == pair.A ? pair.B : pair.A);
                return;
        }
        pair.Reconnect();
    }

    [Fact]
    public void Handler_PollsAtEveryEvent_ConnectsAndKeepsTheOrder()
    {
        var pair = Own(new Pair());
        var states = new List<WebRtcConnectionState>();
        pair.A.ConnectionStateChanged += states.Add;
        foreach (var name in Pair.EventNames)
        {
            Pair.On(pair.A, name, () => Assert.Equal(WebRtcError.Ok, pair.A.Poll()));
            Pair.On(pair.A, name, () => Assert.Equal(WebRtcError.Ok, pair.B.Poll()));
            Pair.On(pair.B, name, () => Assert.Equal(WebRtcError.Ok, pair.A.Poll()));
        }

        var (a, b) = pair.OpenInBand();
        pair.PollUntil(() => states.Contains(WebRtcConnectionState.Connected), "A connected");

        Assert.Equal([WebRtcConnectionState.Connecting, WebRtcConnectionState.Connected], states);
        pair.Carry(a, b);
    }

    private static void Provoke(Pair pair, string eventName)
    {
        if (eventName == nameof(WebRtcPeerConnection.OperationFailed))
        {
            // An answer to nothing.
            const string Sdp = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
            Assert.Equal(WebRtcError.Ok, pair.A.SetRemoteDescription("answer", Sdp));
            return;
        }
        Assert.NotNull(pair.A.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());
    }

    private static void AssertClosed(WebRtcPeerConnection connection, List<string> raisedAfter)
    {
        Assert.Equal(WebRtcConnectionState.Closed, connection.GetConnectionState());
        Assert.Equal(SignalingState.Closed, connection.GetSignalingState());
        for (var frame = 0; frame < 10; frame++)
        {
            Assert.Equal(WebRtcError.Unconfigured, connection.Poll());
            Wait.Frame();
        }
        Assert.Empty(raisedAfter);
    }

    private void AssertSurvives(WebRtcPeerConnection survivor)
    {
        Assert.Equal(WebRtcError.Ok, survivor.Initialize());
        Assert.NotNull(survivor.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, survivor.CreateOffer());
        var another = Own(new Pair()).Reconnect();
        Assert.True(Pair.IsOpen(another.A));
    }
}
