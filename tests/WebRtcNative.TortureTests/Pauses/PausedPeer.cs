using System.Diagnostics;
using System.Globalization;
using WebRtcNative.Tests.Support;
using WebRtcNative.TestPeer;

namespace WebRtcNative.TortureTests.Pauses;

/// <summary>The program WebRtcNative.TestPeer, connected to a connection of this process.</summary>
internal sealed class PausedPeer : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    public PausedPeer(PeerConnection connection, int seconds, TimeSpan pause, bool withCallback)
    {
        var folder = AppContext.BaseDirectory;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(folder, "WebRtcNative.TestPeer.dll"));
        start.ArgumentList.Add("pauses");
        start.ArgumentList.Add(seconds.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(((int)pause.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(withCallback ? "callback" : "plain");
        if (withCallback)
            start.Environment["LD_PRELOAD"] = Path.Combine(folder, "libcallback_on_receive.so");
        _process = Process.Start(start)!;
        connection.IceCandidateGathered += (_, candidate) => Write("candidate", Signaling.Format(candidate));
        _reading = ReadAsync(connection);
    }

    /// <summary>The peer's collections so far.</summary>
    public List<Pause> Pauses { get; } = [];

    /// <summary>How often managed code ran on the peer's network thread.</summary>
    public long Callbacks { get; private set; }

    public long ReceivedBytes { get; private set; }

    /// <summary>The peer has said all that it will say.</summary>
    public bool HasEnded => _reading.IsCompleted;

    public async Task ConnectAsync(PeerConnection connection)
    {
        var offer = await connection.CreateOfferAsync();
        Write("offer", offer.Sdp);
        await connection.SetLocalDescriptionAsync(offer);
        await connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Answer, await _answer.Task.WaitAsync(Wait.Deadline)));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Write(string word, string text)
    {
        lock (_process)
        {
            _process.StandardInput.WriteLine(Signaling.Line(word, text));
            _process.StandardInput.Flush();
        }
    }

    private async Task ReadAsync(PeerConnection connection)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var (word, text) = Signaling.Read(line);
            switch (word)
            {
                case "answer":
                    _answer.SetResult(text);
                    break;
                case "candidate":
                    // The answer was set, or is being set: candidates are chained after it.
                    await AddAsync(connection, Signaling.Parse(text));
                    break;
                case "pause":
                    var ticks = text.Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToList();
                    Pauses.Add(new Pause(ticks[0], ticks[1], TimeSpan.FromTicks(ticks[2])));
                    break;
                case "callbacks":
                    Callbacks = long.Parse(text, CultureInfo.InvariantCulture);
                    break;
                case "received":
                    ReceivedBytes = long.Parse(text, CultureInfo.InvariantCulture);
                    break;
            }
        }
    }

    private async Task AddAsync(PeerConnection connection, IceCandidate candidate)
    {
        await _answer.Task;
        Wait.Until(() => connection.SignalingState == SignalingState.Stable, "the answer set");
        await connection.AddIceCandidateAsync(candidate);
    }
}
