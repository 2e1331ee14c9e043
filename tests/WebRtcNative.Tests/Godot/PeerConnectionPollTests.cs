using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Poll: the one place where handlers run.</summary>
public sealed class PeerConnectionPollTests : NativeTest
{
    // SDP that parses and is an answer to nothing: each is refused later, in order.
    private const string Sdp = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    [Fact]
    public void Poll_Closed_IsUnconfigured()
    {
        var connection = Own(new WebRtcPeerConnection());
        connection.Close();

        Assert.Equal(WebRtcError.Unconfigured, connection.Poll());

        Assert.Equal(WebRtcError.Unconfigured, connection.LastError.Code);
        Assert.NotEmpty(connection.LastError.Message);
    }

    [Fact]
    public void Poll_HandlerThrowsEveryTime_NothingIsLostAndTheOrderHolds()
    {
        var connection = Own(new WebRtcPeerConnection());
        var told = new List<string>();
        connection.OperationFailed += (name, _) =>
        {
            told.Add(name);
            throw new TimeoutException($"{told.Count}");
        };
        var expected = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            var local = i % 3 == 0;
            Assert.Equal(WebRtcError.Ok, local ? connection.SetLocalDescription("answer", Sdp) : connection.SetRemoteDescription("answer", Sdp));
            expected.Add(local ? "SetLocalDescription" : "SetRemoteDescription");
        }
        var thrown = new List<string>();

        Wait.Until(() => told.Count >= expected.Count, "60 refusals", () =>
        {
            var before = told.Count;
            try
            {
                Assert.Equal(WebRtcError.Ok, connection.Poll());
                Assert.Equal(before, told.Count);
            }
            catch (TimeoutException e)
            {
                thrown.Add(e.Message);
                Assert.Equal(before + 1, told.Count);
            }
        });

        Assert.Equal(expected, told);
        Assert.Equal(Enumerable.Range(1, expected.Count).Select(i => $"{i}"), thrown);
        Assert.Equal(WebRtcError.Ok, connection.Poll());
        Assert.Equal(expected.Count, told.Count);
    }

    [Fact]
    public void Poll_EveryHandlerThrows_ConnectsAllTheSame()
    {
        var pair = Own(new Pair());
        foreach (var connection in new[] { pair.A, pair.B })
        {
            foreach (var name in Pair.EventNames)
                Pair.On(connection, name, () => throw new TimeoutException(name));
        }
        var a = pair.A.CreateDataChannel("channel");
        Assert.NotNull(a);
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());
        var thrown = new HashSet<string>();

        Wait.Until(() => Pair.IsOpen(a) && pair.ReceivedByB.Count == 1 && Pair.IsOpen(pair.ReceivedByB[0]), "connected", () =>
        {
            PollOnce(pair.A);
            PollOnce(pair.B);
        });

        Assert.Contains(nameof(pair.A.SessionDescriptionCreated), thrown);
        Assert.Contains(nameof(pair.A.IceCandidateCreated), thrown);
        Assert.Contains(nameof(pair.A.DataChannelReceived), thrown);
        Assert.Contains(nameof(pair.A.ConnectionStateChanged), thrown);

        void PollOnce(WebRtcPeerConnection connection)
        {
            try
            {
                connection.Poll();
            }
            catch (TimeoutException e)
            {
                thrown.Add(e.Message);
            }
        }
    }

    [Fact]
    public void Poll_AfterAnExceptionOfAHandler_IsOpenToOtherThreads()
    {
        var connection = Own(new WebRtcPeerConnection());
        connection.OperationFailed += (_, _) => throw new TimeoutException();
        Assert.Equal(WebRtcError.Ok, connection.SetRemoteDescription("answer", Sdp));
        var thrown = false;
        Wait.Until(() => thrown, "the exception", () => thrown = Record.Exception(() => connection.Poll()) is TimeoutException);

        Assert.Equal(WebRtcError.Ok, OnAnotherThread(connection.Poll));
    }

    [Fact]
    public void Poll_SecondThreadWhileAHandlerRuns_IsBusyAndRaisesNothing()
    {
        var connection = Own(new WebRtcPeerConnection());
        var results = new List<WebRtcError>();
        var depth = 0;
        connection.OperationFailed += (_, _) =>
        {
            Assert.Equal(1, ++depth); // the other thread must not get in here
            results.Add(OnAnotherThread(connection.Poll));
            depth--;
        };
        for (var i = 0; i < 5; i++)
            Assert.Equal(WebRtcError.Ok, connection.SetRemoteDescription("answer", Sdp));

        Wait.Until(() => results.Count >= 5, "five refusals", () => Assert.Equal(WebRtcError.Ok, connection.Poll()));

        Assert.All(results, result => Assert.Equal(WebRtcError.Busy, result));
        Assert.Equal(WebRtcError.Busy, connection.LastError.Code);
        Assert.NotEmpty(connection.LastError.Message);
        Assert.Equal(WebRtcError.Ok, OnAnotherThread(connection.Poll));
    }

    [Fact]
    public void Poll_Handlers_RunInsideItOnItsThreadOnly()
    {
        var pair = Own(new Pair());
        var polling = false;
        var strays = new List<string>();
        var raised = 0;
        var thread = Environment.CurrentManagedThreadId;
        foreach (var connection in new[] { pair.A, pair.B })
        {
            foreach (var name in Pair.EventNames)
                Pair.On(connection, name, () => Note(name));
        }
        Assert.NotNull(pair.A.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());

        Wait.Until(() => pair.ReceivedByB.Count == 1 && Connected(pair.A) && Connected(pair.B), "connected", () =>
        {
            polling = true;
            pair.Poll();
            polling = false;
        });

        Assert.Empty(strays);
        Assert.InRange(raised, 6, int.MaxValue);

        void Note(string name)
        {
            raised++;
            if (!polling || Environment.CurrentManagedThreadId != thread)
                strays.Add(name);
        }
    }

    // Every frame from another thread is allowed, as long as they take turns.
    [Fact]
    public void Poll_AnotherThreadEachTime_RunsHandlersOnTheThreadThatPolls()
    {
        var connection = Own(new WebRtcPeerConnection());
        var strays = 0;
        var told = 0;
        var polling = 0;
        connection.OperationFailed += (_, _) =>
        {
            told++;
            if (Environment.CurrentManagedThreadId != Volatile.Read(ref polling))
                strays++;
        };
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(WebRtcError.Ok, connection.SetRemoteDescription("answer", Sdp));
            Wait.Until(() => told > i, "a refusal", () => OnAnotherThread(() =>
            {
                Volatile.Write(ref polling, Environment.CurrentManagedThreadId);
                return connection.Poll();
            }));
        }

        Assert.Equal(0, strays);
        Assert.Equal(5, told);
    }

    [Fact]
    public void Poll_NotCalled_TheStatesStay()
    {
        var pair = Own(new Pair());
        Assert.NotNull(pair.A.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());
        Wait.Until(() => pair.A.GetSignalingState() == SignalingState.HaveLocalOffer, "the offer applied", () => pair.A.Poll());
        var frozen = (pair.A.GetConnectionState(), pair.A.GetGatheringState(), pair.A.GetSignalingState());

        // B proceeds as far as it can without A being polled. A's engine proceeds too, but none of its events may be raised.
        Wait.Until(
            () => pair.B.GetSignalingState() == SignalingState.Stable && pair.B.GetGatheringState() == IceGatheringState.Complete,
            "B ready",
            () =>
            {
                pair.B.Poll();
                Assert.Equal(frozen, (pair.A.GetConnectionState(), pair.A.GetGatheringState(), pair.A.GetSignalingState()));
            });

        pair.PollUntil(() => Connected(pair.A) && Connected(pair.B), "connected");
    }

    private static bool Connected(WebRtcPeerConnection connection) => connection.GetConnectionState() == WebRtcConnectionState.Connected;

    private static WebRtcError OnAnotherThread(Func<WebRtcError> call)
    {
        var result = WebRtcError.Bug;
        var thread = new Thread(() => result = call());
        thread.Start();
        Assert.True(thread.Join(Wait.Deadline), "The other thread hangs.");
        return result;
    }
}
