using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests;

/// <summary>samples/GodotPong: two Godots, who meet through the signaling server.</summary>
public sealed class GodotPongTests : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _late = new(Wait.ProgramDeadline);
    private RunningProgram? _server;
    private RunningProgram? _host;
    private RunningProgram? _guest;

    public async Task InitializeAsync()
    {
        if (GodotTheoryAttribute.Projects == null)
            return; // the tests are skipped
        (_server, var address) = await RunningProgram.StartGodotSignalingAsync(_late.Token);
        _host = GodotProgram.StartPong($"--server={address}");
        var code = (await _host.ReadUntilAsync("code ", _late.Token))["code ".Length..];
        _guest = GodotProgram.StartPong($"--server={address}", $"--code={code}");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _guest?.Dispose();
        _host?.Dispose();
        _server?.Dispose();
        _late.Dispose();
    }

    [GodotFact]
    public async Task TwoBots_PlayToTheEnd_HaveTheSameScore()
    {
        // The guest first: it ends when the host fails, but a host waits for any guest.
        var score = await _guest!.ReadUntilAsync("score ", _late.Token);

        Assert.Matches("^score (3:[0-2]|[0-2]:3)$", score);
        Assert.Equal(score, await _host!.ReadUntilAsync("score ", _late.Token));
        Assert.Equal(0, await _guest.WaitForExitAsync(_late.Token));
        Assert.Equal(0, await _host.WaitForExitAsync(_late.Token));
    }

    [GodotFact]
    public async Task Kill_OfHost_EndsTheGuest()
    {
        await _guest!.ReadUntilAsync("The game begins.", _late.Token);
        await _host!.ReadUntilAsync("The game begins.", _late.Token);

        _host.Kill();

        await _guest.ReadUntilAsync("The other player has left.", _late.Token);
        Assert.Equal(1, await _guest.WaitForExitAsync(_late.Token));
    }
}
