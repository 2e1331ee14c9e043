using WebRtcNative.Tests.Support;
using static WebRtcNative.SampleTests.GodotDemoClient;

namespace WebRtcNative.SampleTests;

/// <summary>Base of the tests with the protocol of Godot's demo: a signaling server, and what speaks with it.</summary>
public abstract class GodotSignalingTest : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _late = new(Wait.ProgramDeadline);
    private readonly Stack<IDisposable> _owned = new();

    protected string Address { get; private set; } = string.Empty;

    protected CancellationToken Late => _late.Token;

    public async Task InitializeAsync()
    {
        var (server, address) = await RunningProgram.StartGodotSignalingAsync(Late);
        Own(server);
        Address = address;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        while (_owned.TryPop(out var owned))
            owned.Dispose();
        _late.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes it when the test is over, last first.</summary>
    protected T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Push(owned);
        return owned;
    }

    private protected async Task<GodotDemoClient> ConnectAsync() => Own(await GodotDemoClient.ConnectAsync(Address, Late));

    private protected async Task<(GodotDemoClient Host, string Lobby)> HostAsync(bool mesh = true)
    {
        var host = await GodotDemoClient.HostAsync(Address, Late, mesh);
        return (Own(host.Host), host.Lobby);
    }

    private protected async Task<(GodotDemoClient Client, int Id)> JoinAsync(string lobby)
    {
        var client = await GodotDemoClient.JoinAsync(Address, lobby, Late);
        return (Own(client.Client), client.Id);
    }

    private protected async Task AssertRefusedAsync(string lobby, string reason)
    {
        var client = await ConnectAsync();
        await client.SendAsync(Join, 0, lobby);
        Assert.Equal((4000, reason), await client.WaitForEndAsync());
    }

    private protected async Task UntilAsync(IEnumerable<GodotDemoPlayer> players, Func<bool> condition)
    {
        while (!condition())
        {
            Late.ThrowIfCancellationRequested();
            foreach (var player in players)
                await player.PollAsync();
            Wait.Frame();
        }
    }
}
