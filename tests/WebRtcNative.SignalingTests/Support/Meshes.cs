using System.Collections.Concurrent;

namespace WebRtcNative.SignalingTests.Support;

/// <summary>A mesh of each of some rooms, and what they say.</summary>
internal sealed class Meshes : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _messages = new();

    public Meshes(params Room[] rooms)
    {
        All = [.. rooms.Select(room => new Mesh(room))];
        foreach (var (mesh, room) in All.Zip(rooms))
            mesh.MessageReceived += (_, message) => _messages.Enqueue($"{room.Self.Name} has {message.From.Name}: {message.Message.Text}");
    }

    public IReadOnlyList<Mesh> All { get; }

    public void WaitUntilFull() =>
        Wait.Until(() => All.All(mesh => mesh.Peers.Count == All.Count - 1), "everyone to be connected with everyone");

    public void WaitFor(string message) =>
        Wait.Until(() => _messages.Contains(message), () => $"{message}; there were {string.Join(", ", _messages)}");

    public async ValueTask DisposeAsync()
    {
        foreach (var mesh in All)
            await mesh.DisposeAsync();
    }
}
