using System.Collections.Concurrent;

namespace WebRtcNative.SignalingTests.Support;

/// <summary>All events of a room, as text, in the order in which they were raised.</summary>
internal sealed class Recorder
{
    private readonly ConcurrentQueue<string> _events = new();

    public Recorder(Room room)
    {
        room.MemberJoined += (_, member) => _events.Enqueue($"{member.Name} joined");
        room.MemberLeft += (_, member) => _events.Enqueue($"{member.Name} left");
        room.MemberLost += (_, member) => _events.Enqueue($"{member.Name} lost");
        room.MemberBack += (_, member) => _events.Enqueue($"{member.Name} back");
        room.MemberUpdated += (_, member) => _events.Enqueue($"{member.Name} updated");
        room.HostChanged += (_, member) => _events.Enqueue($"{member.Name} is host");
        room.SealedChanged += (_, isSealed) => _events.Enqueue(isSealed ? "sealed" : "opened");
        room.MessageReceived += (_, message) => _events.Enqueue($"{message.From.Name}: {message.Text}");
        room.StateChanged += (_, state) => States.Enqueue(state);
    }

    public ConcurrentQueue<RoomState> States { get; } = new();

    public string[] Events => [.. _events];

    public void WaitFor(params string[] events) =>
        Wait.Until(() => events.All(Events.Contains), () => $"{string.Join(", ", events)}; there were {string.Join(", ", Events)}");
}
