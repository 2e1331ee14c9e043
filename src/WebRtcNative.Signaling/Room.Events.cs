using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling;

// The room's events, which are raised by its queue, and the properties that change with them.
public sealed partial class Room
{
    private readonly Readers<MemberChange> _changes = new();
    private readonly Readers<RoomMessage> _messages = new();

    /// <summary>A member has joined. Raised by the room's queue.</summary>
    public event EventHandler<RoomMember>? MemberJoined;

    /// <summary>A member has left, or was lost for too long. Raised by the room's queue.</summary>
    public event EventHandler<RoomMember>? MemberLeft;

    /// <summary>The server has lost the connection with a member. It may come back. Raised by the room's queue.</summary>
    public event EventHandler<RoomMember>? MemberLost;

    /// <summary>A member that was lost is there again. Raised by the room's queue.</summary>
    public event EventHandler<RoomMember>? MemberBack;

    /// <summary>A member has changed its <see cref="RoomMember.Metadata"/>. Raised by the room's queue.</summary>
    public event EventHandler<RoomMember>? MemberUpdated;

    /// <summary>Another member has become the <see cref="Host"/>, which is the argument. Raised by the room's queue.</summary>
    public event EventHandler<RoomMember>? HostChanged;

    /// <summary>The room was sealed (true) or opened (false). Raised by the room's queue.</summary>
    public event EventHandler<bool>? SealedChanged;

    /// <summary>Another member has sent a message. Raised by the room's queue.</summary>
    public event EventHandler<RoomMessage>? MessageReceived;

    /// <summary>Another member begins to connect with this one. The handler may create channels, or listen for those of the other member.
    /// Raised by the room's queue.</summary>
    public event EventHandler<RoomConnection>? ConnectionReceived;

    /// <summary>The room has lost its server, has it again, or is closed. Raised by the room's queue.</summary>
    public event EventHandler<RoomState>? StateChanged;

    /// <summary>Enumerates the other members that are there, as joined, and then all changes, until the room is closed. The changes
    /// after this call are buffered.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public IAsyncEnumerable<MemberChange> ReadMembersAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var present = _members.Values.Where(member => member != Self).OrderBy(member => member.Number);
            return _changes.Begin(
                present.Select(member => new MemberChange(member, MemberChangeKind.Joined)), State == RoomState.Closed, cancellationToken);
        }
    }

    /// <summary>Enumerates the messages that arrive after this call, until the room is closed.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public IAsyncEnumerable<RoomMessage> ReadMessagesAsync(CancellationToken cancellationToken = default) =>
        _messages.Begin([], State == RoomState.Closed, cancellationToken);

    internal RoomMember? Find(string id)
    {
        lock (_lock)
            return _members.GetValueOrDefault(id);
    }

    internal void RaiseConnectionReceived(RoomConnection connection) => ConnectionReceived?.Invoke(this, connection);

    private void Enter(JoinReply place)
    {
        foreach (var member in place.Members)
            _members[member.Id] = new RoomMember(member);
        Name = place.Room;
        Self = _members[place.Member];
        Host = _members.GetValueOrDefault(place.Host) ?? Self;
        IsSealed = place.Sealed;
        SizeLimit = place.SizeLimit;
        _maxMessageSize = place.MaxMessageSize;
    }

    private void Apply(WireEvent next)
    {
        if (State == RoomState.Closed)
            return;
        if (next.Kind == EventKinds.Joined)
        {
            Join(next.Info!);
            return;
        }
        if (Find(next.Member) is not { } member)
            return;
        if (member == Self && next.Kind is (EventKinds.Left or EventKinds.Lost or EventKinds.Back))
            return; // StateChanged says it
        switch (next.Kind)
        {
            case EventKinds.Left:
                lock (_lock)
                    _members.Remove(member.Id);
                member.HasLeft = true;
                _peers.OnLeft(member);
                Raise(member, MemberChangeKind.Left, MemberLeft);
                break;
            case EventKinds.Lost:
                member.IsLost = true;
                Raise(member, MemberChangeKind.Lost, MemberLost);
                break;
            case EventKinds.Back:
                member.IsLost = false;
                Raise(member, MemberChangeKind.Back, MemberBack);
                break;
            case EventKinds.Updated:
                member.Metadata = next.Metadata ?? [];
                Raise(member, MemberChangeKind.Updated, MemberUpdated);
                break;
            case EventKinds.Host:
                Host = member;
                HostChanged?.Invoke(this, member);
                break;
            case EventKinds.Sealed:
                IsSealed = next.Sealed == true;
                SealedChanged?.Invoke(this, IsSealed);
                break;
            case EventKinds.Message when member != Self:
                Receive(member, next);
                break;
        }
    }

    private void Join(WireMember info)
    {
        var member = new RoomMember(info);
        lock (_lock)
            _members[member.Id] = member;
        Raise(member, MemberChangeKind.Joined, MemberJoined);
    }

    private void Receive(RoomMember from, WireEvent message)
    {
        if (message.Topic == Peers.RoomPeers.Topic)
        {
            _peers.Receive(from, message.Text ?? "");
            return;
        }
        if (message.Topic != null)
            return; // of a later version
        var received = new RoomMessage(from, message.Text ?? "", message.To != null);
        _messages.Write(received);
        MessageReceived?.Invoke(this, received);
    }

    private void Raise(RoomMember member, MemberChangeKind kind, EventHandler<RoomMember>? handlers)
    {
        lock (_lock)
            _changes.Write(new MemberChange(member, kind));
        handlers?.Invoke(this, member);
    }

    private void SetConnected(bool isConnected)
    {
        if (State == RoomState.Closed)
            return;
        State = isConnected ? RoomState.Connected : RoomState.Reconnecting;
        if (isConnected)
            _peers.OnLinkRestored();
        StateChanged?.Invoke(this, State);
    }

    private void End(RoomException? error)
    {
        if (State == RoomState.Closed)
            return;
        lock (_lock)
        {
            State = RoomState.Closed;
            Error = _leaving == null ? error : null; // the server also ends the connection of a member that leaves
        }
        _changes.End();
        _messages.End();
        StateChanged?.Invoke(this, State);
    }
}
