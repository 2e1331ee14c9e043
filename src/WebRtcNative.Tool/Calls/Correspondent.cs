using WebRtcNative.Signaling;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Calls;

/// <summary>The other side of a call: a page, or another tool in the same room.</summary>
internal sealed class Correspondent
{
    private const string Role = "call";

    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(30);

    private readonly Room _room;
    private readonly RoomMember _member;

    private Correspondent(Room room, RoomMember member, Reception reception, PeerConnection connection) =>
        (_room, _member, Reception, Connection) = (room, member, reception, connection);

    public PeerConnection Connection { get; }

    /// <summary>What the other side sends.</summary>
    public Reception Reception { get; }

    /// <summary>Waits for another member, and connects with it. The member that was there first makes the offer.</summary>
    /// <param name="place">The room.</param>
    /// <param name="prepare">Adds what is sent, before the negotiation; told whether this side makes the offer.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<Correspondent> MeetAsync(
        Place place, Action<PeerConnection, bool> prepare, CancellationToken cancellation)
    {
        var reception = new Reception();
        var arrived = new TaskCompletionSource<RoomConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        place.Room.ConnectionReceived += (_, one) =>
        {
            Prepare(one.Connection, false);
            arrived.TrySetResult(one);
        };
        using var others = new Counterparts(place.Room, Role);
        await place.TakeRoleAsync(Role);
        place.AnnouncePage();
        var other = await others.WaitAsync(cancellation);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(s_connectTimeout);
        try
        {
            var connection = other.Number > place.Room.Self.Number
                ? await place.Room.ConnectAsync(other, connection => Prepare(connection, true), late.Token)
                : (await arrived.Task.WaitAsync(late.Token)).Connection;
            await connection.WaitForConnectedAsync(late.Token);
            Output.Remark($"Connected with {other.Name}: {Roads.Of(connection)}");
            return new Correspondent(place.Room, other, reception, connection);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new ToolException(
                ExitCode.NoPeer, $"{other.Name} cannot be connected. webrtcnative doctor, on both machines, tells more.", e);
        }

        void Prepare(PeerConnection connection, bool offers)
        {
            reception.Listen(connection);
            prepare(connection, offers);
        }
    }

    /// <summary>Is cancelled when the other side has left, or after some time.</summary>
    public CancellationTokenSource Watch(double? seconds, CancellationToken cancellation)
    {
        var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (seconds is { } time)
            over.CancelAfter(TimeSpan.FromSeconds(time));
        Connection.ConnectionStateChanged += (_, _) => EndIfOver();
        _room.MemberLeft += (_, _) => EndIfOver(); // a connection without channels is not told of its end
        _room.MemberLost += (_, _) => EndIfOver();
        EndIfOver();
        return over;

        void EndIfOver()
        {
            // A member that has only lost its server is still connected.
            var isOver = Connection.ConnectionState is PeerConnectionState.Closed or PeerConnectionState.Failed
                || _member.HasLeft || (_member.IsLost && Connection.ConnectionState == PeerConnectionState.Disconnected);
            if (!isOver)
                return;
            try
            {
                over.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The call is over anyway.
            }
        }
    }
}
