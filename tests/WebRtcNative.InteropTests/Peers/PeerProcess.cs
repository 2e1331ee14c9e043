using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Peers;

/// <summary>A peer's running program, and its reports. Disposing ends it and all its children.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly BlockingCollection<string> _lines = [];

    public PeerProcess(IReadOnlyList<string> command)
    {
        _process.StartInfo = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true, // its end is the program's end, should this process be killed
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process.OutputDataReceived += (_, e) => Take(e.Data);
        _process.ErrorDataReceived += (_, e) => _errors.Enqueue(e.Data ?? string.Empty);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where the program listens; waits until it does.</summary>
    public Uri Url => field ??= new Uri(Expect("listening").GetProperty("url").GetString()!);

    /// <summary>Waits for the program's next report, which must be this one.</summary>
    public JsonElement Expect(string name)
    {
        Assert.True(
            _lines.TryTake(out var line, Wait.Deadline),
            $"The peer has not told \"{name}\" in time, but has written: {string.Join('\n', _errors)}");
        using var document = JsonDocument.Parse(line);
        var told = document.RootElement.Clone();
        Assert.True(
            told.GetProperty("event").GetString() == name,
            $"\"{name}\" is expected, but the peer tells {line} and has written: {string.Join('\n', _errors)}");
        return told;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _lines.Dispose();
    }

    private void Take(string? line)
    {
        if (line is { Length: > 0 } && !_lines.IsAddingCompleted)
            _lines.Add(line);
        else if (line == null)
            _lines.CompleteAdding(); // the program has ended: no one needs to wait
    }
}
