using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebRtcNative.Signaling.Server.Rooms;
using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server.Hub;

/// <summary>The methods of docs/signaling.md. SignalR calls them for a connection one after the other.</summary>
internal sealed class SignalingHub(
    RoomDirectory rooms, ConnectionTable connections, Sweep sweep, IceServerList iceServers, IAuthorizationService authorization,
    IOptions<SignalingServerOptions> options, ILogger<SignalingHub> logger) : Microsoft.AspNetCore.SignalR.Hub
{
    private const int MostRefusals = 100;
    private const int MostCodes = 20;
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(0.1); // of ConnectionTable's limiter

    private MemberConnection Connection => connections.Find(Context.ConnectionId)
        ?? throw new HubException("The connection has ended.");

    public override Task OnConnectedAsync()
    {
        connections.Add(Context, Clients.Caller);
        return Task.CompletedTask;
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        if (connections.Remove(Context.ConnectionId) is not { } connection)
            return;
        connection.End();
        if (connection.Room is not { } room)
            return;
        Log.ConnectionLost(logger, connection.Session.Member, connection.Session.Room);
        await sweep.ReportLossAsync(room, connection.Session);
    }

    public Task<JoinReply> Join(JoinRequest request) => AnswerAsync(Methods.Join, async () =>
    {
        var connection = Connection;
        if (connection.Room != null)
            return Errors.BadRequest("This connection has joined a room already.");
        if (RequestChecks.Check(request, options.Value) is { } wrong)
            return wrong;
        if (!await MayJoinAsync(request))
            return new WireError(ErrorCodes.NotAllowed, "You may not join this room.");
        var token = Tokens.New();
        var member = new MemberState
        {
            Id = Tokens.NewId(),
            Number = 0,
            Name = request.Name!,
            Metadata = request.Metadata ?? [],
            User = Context.UserIdentifier,
            TokenHash = Tokens.Hash(token),
            Node = rooms.Store.Node,
        };
        Step<JoinReply> step = Errors.Taken;
        for (var i = 0; step.Error == Errors.Taken && i < MostCodes; i++)
            step = await JoinAsync(request with { Room = request.Room ?? RoomDirectory.NewCode() }, member, request.Room == null);
        if (step.Error != null)
            return step;
        var reply = step.Result! with
        {
            Token = token,
            MaxMessageSize = options.Value.MaxMessageSize,
            IceServers = iceServers.For(member.Id),
        };
        Log.Joined(logger, member.Id, reply.Room);
        return new(reply, null, null);
    }, error => new JoinReply { Error = error });

    public Task<ResumeReply> Resume(ResumeRequest request) => AnswerAsync<ResumeReply>(Methods.Resume, async () =>
    {
        var connection = Connection;
        if (connection.Room != null)
            return Errors.BadRequest("This connection has joined a room already.");
        if (RequestChecks.Check(request) is { } wrong)
            return wrong;
        if (rooms.Open(request.Room!) is not { } room)
            return Errors.Unavailable("This node has too many rooms.");
        var hash = Tokens.Hash(request.Token!);
        MemberSession? attempted = null;
        var step = await RunOrReleaseAsync(room, (replica, change) =>
        {
            var resumed = RoomSteps.Resume(replica, change, request, hash, Context.UserIdentifier, rooms.Store.Node);
            attempted = resumed.Error == null ? resumed.Result.Session : null;
            return resumed;
        }, () => attempted);
        if (step.Error is { } error)
            return error;
        connection.Begin(room, step.Result.Session, request.Number);
        connection.Schedule();
        Log.Resumed(logger, request.Member!, request.Room!);
        return new(
            new ResumeReply { Accepted = step.Result.Accepted, IceServers = iceServers.For(request.Member!) }, null, null);
    }, error => new ResumeReply { Error = error });

    public Task<SendReply> Send(SendRequest request) => AnswerAsync(Methods.Send, async () =>
    {
        var connection = Connection;
        if (connection.Room is not { } room)
            return Errors.NotJoined;
        if (RequestChecks.Check(request, options.Value) is { } wrong)
            return wrong;
        if (!connection.MaySend(request.Items!.Count))
            return Errors.TooFast(s_period + TimeSpan.FromSeconds((double)request.Items.Count / options.Value.MessagesPerSecond));
        var session = connection.Session;
        var step = await room.RunAsync((replica, change) =>
            RoomSteps.Send(replica, change, session, request, options.Value.MaxPendingBytes));
        if (step.Error == null)
        {
            connection.Refusals = 0;
            SignalingMetrics.Accepted(request.Items.Count);
        }
        return step;
    }, error => new SendReply { Error = error });

    public Task<IceServersReply> IceServers() => AnswerAsync<IceServersReply>(Methods.IceServers, () =>
    {
        var connection = Connection;
        return Task.FromResult<Step<IceServersReply>>(connection.Room == null
            ? Errors.NotJoined
            : new Step<IceServersReply>(new() { IceServers = iceServers.For(connection.Session.Member) }, null, null));
    }, error => new IceServersReply { Error = error });

    private async Task<Step<JoinReply>> JoinAsync(JoinRequest request, MemberState member, bool mustBeNew)
    {
        if (rooms.Open(request.Room!) is not { } room)
            return Errors.Unavailable("This node has too many rooms.");
        var session = new MemberSession(room.Name, member.Id, member.Epoch);
        var step = await RunOrReleaseAsync(room, (replica, change) =>
            RoomSteps.Join(replica, change, member, request, options.Value.MaxRoomSize, mustBeNew), () => session);
        if (step.Result is not { } reply)
            return step;
        Connection.Begin(room, session, reply.Number);
        Connection.Schedule();
        return step with { Result = reply with { Room = room.Name } };
    }

    /// <summary>Runs an operation in a room that this call has opened; releases the room again if nothing comes of it.</summary>
    private async Task<Step<T>> RunOrReleaseAsync<T>(
        Room room, Func<RoomReplica, ChangeBuilder, Step<T>> operation, Func<MemberSession?> attempted)
    {
        Step<T> step;
        try
        {
            step = await room.RunAsync(operation);
        }
        catch (RoomStoreException) when (attempted() is { } session)
        {
            // Perhaps it was committed: then the member has a place, and no connection.
            await sweep.ReportLossAsync(room, session);
            throw;
        }
        catch
        {
            await rooms.ReleaseAsync(room);
            throw;
        }
        if (step.Error != null)
            await rooms.ReleaseAsync(room);
        return step;
    }

    private async Task<bool> MayJoinAsync(JoinRequest request) =>
        options.Value.JoinPolicy is not { } policy
        || (Context.User != null
            && (await authorization.AuthorizeAsync(Context.User, new RoomAccess(request.Room, request.Name!), policy)).Succeeded);

    private async Task<T> AnswerAsync<T>(string method, Func<Task<Step<T>>> operation, Func<WireError, T> refuse)
    {
        using var activity = SignalingMetrics.Start(method);
        WireError? error;
        try
        {
            var step = await operation();
            if (step.Error == null)
                return step.Result!;
            error = step.Error;
        }
        catch (RoomStoreException e)
        {
            Log.StoreFailed(logger, method, e.Message);
            error = Errors.Unavailable("The rooms cannot be reached at the moment.");
        }
        activity?.SetStatus(ActivityStatusCode.Error, error.Code);
        SignalingMetrics.Refused(error);
        var member = connections.Find(Context.ConnectionId)?.Session.Member;
        Log.Refused(logger, method, member == null ? "a client that has not joined" : $"member {member}", error.Code, error.Message);
        await EndAbuseAsync(error);
        return refuse(error);
    }

    /// <summary>A client that waits as it is told is refused now and then; one that does not is disconnected.</summary>
    private async Task EndAbuseAsync(WireError error)
    {
        if (connections.Find(Context.ConnectionId) is not { } connection || error.Code == ErrorCodes.Unavailable)
            return;
        if (++connection.Refusals > MostRefusals)
            await connection.OverAsync(Errors.TooFast(TimeSpan.FromMinutes(1)));
    }
}
