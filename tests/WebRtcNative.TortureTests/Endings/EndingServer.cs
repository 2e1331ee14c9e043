using System.Diagnostics;
using System.Globalization;
using WebRtcNative.TestPeer;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.TortureTests.Endings;

/// <summary>The program WebRtcNative.TestPeer as a server, and its clients in this process.</summary>
internal sealed class EndingServer : IDisposable
{
    private readonly Process _process;
    private readonly List<DataChannel> _channels = [];

    /// <param name="how">The end, as the program knows it.</param>
    /// <param name="clients">How many connections it has.</param>
    public EndingServer(string how, int clients)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "WebRtcNative.TestPeer.dll"));
        start.ArgumentList.Add("ending");
        start.ArgumentList.Add(clients.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(how);
        _process = Process.Start(start)!;
        for (var i = 0; i < clients; i++)
        {
            var connection = new PeerConnection();
            connection.ConnectionStateChanged += (_, state) => HasMissedAny |= state is PeerConnectionState.Disconnected or PeerConnectionState.Failed;
            _channels.Add(connection.CreateDataChannel("channel"));
        }
    }

    public IReadOnlyList<DataChannel> Channels => _channels;

    /// <summary>ICE has noticed the end of the server on its own.</summary>
    public bool HasMissedAny { get; private set; }

    public bool HasEnded => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public int ToldCount => _channels.Count(channel => channel.Connection.Sctp is
    {
        State: SctpTransportState.Closed,
        Transport.State: DtlsTransportState.Closed,
    });

    public async Task ConnectAsync()
    {
        foreach (var offer in await Task.WhenAll(_channels.Select(channel => Signaling.DescribeAsync(channel.Connection))))
            await _process.StandardInput.WriteLineAsync(Signaling.Line("offer", offer));
        await _process.StandardInput.FlushAsync();
        foreach (var channel in _channels)
            await channel.Connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Answer, await ReadAsync()));
    }

    /// <summary>The text of the server's next line.</summary>
    public async Task<string> ReadAsync() => Signaling.Read(
        await _process.StandardOutput.ReadLineAsync().WaitAsync(Wait.Deadline) ?? throw new EndOfStreamException()).Text;

    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _channels.ForEach(channel => channel.Connection.Dispose());
    }
}
