using System.Reflection;
using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Dispose: for good, from anywhere, in any order; and without it the garbage collector does.</summary>
public sealed class PeerConnectionDisposeTests : NativeTest
{
    public static TheoryData<string> Methods => [.. PublicMethods.Select(method => method.ToString()!)];

    private static IEnumerable<MethodInfo> PublicMethods =>
        typeof(WebRtcPeerConnection).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    // By reflection, so that a member of tomorrow is held to it too.
    [Theory]
    [MemberData(nameof(Methods))]
    public void AnyMethod_AfterDispose_ReturnsAnErrorAndDoesNotThrow(string name)
    {
        var method = PublicMethods.Single(m => m.ToString() == name);
        var connection = Own(new WebRtcPeerConnection());
        Assert.NotNull(connection.CreateDataChannel("channel"));
        connection.Dispose();

        foreach (var arguments in new[] { Arguments(method, withNulls: false), Arguments(method, withNulls: true) })
        {
            switch (method.Invoke(connection, arguments))
            {
                case WebRtcError error:
                    Assert.Equal(WebRtcError.Unconfigured, error);
                    Assert.Equal(WebRtcError.Unconfigured, connection.LastError.Code);
                    Assert.NotEmpty(connection.LastError.Message);
                    break;
                case WebRtcConnectionState state:
                    Assert.Equal(WebRtcConnectionState.Closed, state);
                    break;
                case SignalingState state:
                    Assert.Equal(SignalingState.Closed, state);
                    break;
                case IceGatheringState state:
                    Assert.Equal(IceGatheringState.New, state);
                    break;
                case WebRtcErrorInfo error:
                    Assert.NotNull(error.Message);
                    break;
                case var other:
                    Assert.Null(other);
                    break;
            }
        }
    }

    [Fact]
    public void Dispose_Connected_TheRemoteSideLearnsIt()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();

        pair.A.Dispose();

        Assert.Equal(DataChannelState.Closed, a.GetReadyState());
        Wait.Until(() => b.GetReadyState() == DataChannelState.Closed, "B's channel closed", () => pair.B.Poll());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Dispose_InRandomOrder_LeavesNothing(int seed)
    {
        var disposables = new List<IDisposable>();
        for (var i = 0; i < 4; i++)
        {
            var pair = Own(new Pair());
            var (a, b) = pair.OpenInBand();
            disposables.AddRange([pair.A, pair.B, a, b, pair.A]);
        }
        var shuffled = disposables.ToArray();
        new Random(seed).Shuffle(shuffled);

        foreach (var disposable in shuffled)
            Assert.Null(Record.Exception(disposable.Dispose));
    }

    [Fact]
    public void Dispose_ByAnotherThread_IsHarmless()
    {
        var pair = Own(new Pair());
        pair.Open();
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(pair.A.Dispose));

        thread.Start();

        Assert.True(thread.Join(Wait.Deadline), "Dispose hangs.");
        Assert.Null(thrown);
        Assert.Equal(WebRtcError.Unconfigured, pair.A.Poll());
    }

    // The base class collects at the end, and sees that nothing is left.
    [Fact]
    public void Finalizer_ConnectedPairDropped_LeavesNothing()
    {
        var dropped = ConnectAndDrop();

        Wait.Until(() => !dropped.IsAlive, "the pair collected", () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        });
        Assert.False(dropped.IsAlive);
    }

    [Fact]
    public void Finalizer_DroppedWhileConnecting_LeavesNothing()
    {
        var dropped = ConnectAndDrop(wait: false);

        Wait.Until(() => !dropped.IsAlive, "the pair collected", GC.Collect);
        Assert.False(dropped.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference ConnectAndDrop(bool wait = true)
    {
        var pair = new Pair();
        if (wait)
        {
            var (a, b) = pair.OpenInBand();
            pair.Carry(a, b);
        }
        else
        {
            Assert.NotNull(pair.A.CreateDataChannel("channel"));
            Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());
        }
        return new WeakReference(pair.A);
    }

    private static object?[] Arguments(MethodInfo method, bool withNulls) =>
        [.. method.GetParameters().Select(parameter => Argument(parameter.ParameterType, withNulls))];

    private static object? Argument(Type type, bool asNull) =>
        type == typeof(string) && !asNull ? "offer"
        : type.IsValueType ? Activator.CreateInstance(type)
        : null;
}
