using System.Threading.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using WebRtcNative.Signaling.Server.Rooms;
using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server.Hub;

/// <summary>A client's connection, and the member whose connection it is once it has joined. Takes the room's events out of its log at the
/// client's pace, so that a client that does not read costs no memory.</summary>
internal sealed class MemberConnection(HubCallerContext context, ISingleClientProxy client, ReplenishingRateLimiter limiter, TimeProvider time)
    : IThreadPoolWorkItem
{
    private const int BatchSize = 64;
    private const int NotSending = 0;

    private long _position; // of the last event that was sent or passed over
    private int _scheduled;
    private long _sendingSince = NotSending;
    private long _overSince;
    private volatile bool _isEnded;

    public long Since { get; } = time.GetTimestamp();

    /// <summary>How many requests in a row were refused.</summary>
    public int Refusals { get; set; }

    public Room? Room { get; private set; }

    public MemberSession Session { get; private set; }

    public bool IsEnded => _isEnded;

    /// <summary>Whether the client has been told why its member is not served any more.</summary>
    public bool IsOver => Volatile.Read(ref _overSince) != 0;

    public void Begin(Room room, MemberSession session, long position)
    {
        _position = position;
        Session = session;
        Room = room;
        room.Changed += Schedule;
    }

    /// <summary>Whether the member may send so many messages now.</summary>
    public bool MaySend(int messages)
    {
        limiter.TryReplenish();
        using var lease = limiter.AttemptAcquire(messages);
        return lease.IsAcquired;
    }

    /// <summary>Sends what the room has for the member. Called when the answer of the join is on its way.</summary>
    public void Schedule()
    {
        if (!_isEnded && Interlocked.Exchange(ref _scheduled, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => _ = DeliverAsync();

    /// <summary>Ends the delivery. The caller releases the room.</summary>
    public void End()
    {
        _isEnded = true;
        if (Room != null)
            Room.Changed -= Schedule;
        limiter.Dispose();
    }

    /// <summary>Tells the client why it is served no more; a client that does not disconnect then is disconnected by the sweep.</summary>
    public async Task OverAsync(WireError error)
    {
        if (Interlocked.CompareExchange(ref _overSince, time.GetTimestamp(), 0) != 0)
            return;
        SignalingMetrics.Refused(error);
        try
        {
            await client.SendAsync(Methods.Over, error);
        }
        catch (Exception) // gone already, in whatever way
        {
            context.Abort();
        }
    }

    /// <summary>Disconnects a client that has taken nothing for some time, has not joined in time, or stays after its end.</summary>
    public void Sweep(TimeSpan stalled, TimeSpan joinTimeout)
    {
        var sending = Volatile.Read(ref _sendingSince);
        var over = Volatile.Read(ref _overSince);
        if ((sending != NotSending && time.GetElapsedTime(sending) > stalled)
            || (over != 0 && time.GetElapsedTime(over) > stalled)
            || (Room == null && time.GetElapsedTime(Since) > joinTimeout))
        {
            context.Abort();
        }
    }

    private async Task DeliverAsync()
    {
        try
        {
            while (!_isEnded && await DeliverBatchAsync())
            {
            }
        }
        catch (Exception) // the connection is gone, in whatever way; the hub is told so
        {
            context.Abort();
            return;
        }
        // A fence: a change that came while this was still scheduled is seen below.
        Interlocked.Exchange(ref _scheduled, 0);
        if (!_isEnded && !IsOver && Room!.Read(Session.Member, _position, 1) is { Count: > 0 })
            Schedule();
    }

    /// <summary>False when there is nothing to deliver.</summary>
    private async Task<bool> DeliverBatchAsync()
    {
        if (IsOver)
            return false;
        var room = Room!;
        var member = room.Find(Session.Member);
        if (member != null && member.Epoch != Session.Epoch)
        {
            await OverAsync(Errors.Superseded);
            return false;
        }
        var events = room.Read(Session.Member, _position, BatchSize);
        if (events == null)
        {
            await room.RunAsync((replica, change) => RoomSteps.Drop(replica, change, Session, LeaveReasons.TooSlow));
            await OverAsync(Errors.TooSlow);
            return false;
        }
        if (events.Count > 0)
            _position = events[^1].Number;
        var mine = events.FindAll(next => next.To == null || next.To == Session.Member);
        if (mine.Count > 0)
        {
            Volatile.Write(ref _sendingSince, time.GetTimestamp());
            await client.SendAsync(Methods.Deliver, new Delivery { Events = mine });
            Volatile.Write(ref _sendingSince, NotSending);
            SignalingMetrics.Delivered(mine.Count);
        }
        if (member == null && events.Count == 0)
        {
            await OverAsync(Errors.SessionOver);
            return false;
        }
        return events.Count > 0;
    }
}
