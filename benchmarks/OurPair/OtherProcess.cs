using System.Diagnostics;
using WebRtcNative;
using WebRtcNative.TestPeer;

namespace OurPair;

/// <summary>This program once more, at the other end of a connection.</summary>
internal sealed class OtherProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _report = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OtherProcess(params string[] arguments) => _process = Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>The process's last output.</summary>
    public Task<string> Report => _report.Task;

    public static async Task<OtherProcess> ConnectAsync(PeerConnection connection, params string[] arguments)
    {
        var other = new OtherProcess(arguments);
        connection.IceCandidateGathered += (_, candidate) => other.Write("candidate", Signaling.Format(candidate));
        var offer = await connection.CreateOfferAsync();
        other.Write("offer", offer.Sdp);
        await connection.SetLocalDescriptionAsync(offer);
        _ = other.ReadAsync(connection);
        return other;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private async Task ReadAsync(PeerConnection connection)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var (word, text) = Signaling.Read(line);
            if (word == "answer")
                await connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Answer, text));
            else if (word == "candidate")
                await connection.AddIceCandidateAsync(Signaling.Parse(text));
            else
                _report.TrySetResult(text);
        }
        _report.TrySetException(new InvalidOperationException("The other process has ended without a report."));
    }

    private void Write(string word, string text)
    {
        lock (_process)
        {
            _process.StandardInput.WriteLine(Signaling.Line(word, text));
            _process.StandardInput.Flush();
        }
    }
}
