using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests.Tool;

/// <summary>webrtcnative as a process of its own.</summary>
internal sealed class ToolRun : IDisposable
{
    private readonly Process _process;
    private readonly CancellationTokenSource _late = new(Wait.ProgramDeadline);
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task<byte[]> _output;
    private readonly Task _remarksRead;
    private readonly StringBuilder _remarks = new();
    private readonly MemoryStream _soFar = new(); // of the output

    public ToolRun(params string[] arguments)
        : this(arguments, killAt: null)
    {
    }

    private ToolRun(string[] arguments, string? killAt)
    {
        // Where the tests run in the background, SIGINT is ignored, and programs inherit that.
        var start = new ProcessStartInfo(
            "env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "WebRtcNative.Tool.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("WEBRTCNATIVE_SERVER");
        _process = Process.Start(start)!;
        // Threads of their own: reading a pipe blocks, and a pool of two threads would be late for what the tests wait for.
        _output = Task.Factory.StartNew(ReadOutput, TaskCreationOptions.LongRunning);
        _remarksRead = Task.Factory.StartNew(() => ReadRemarks(killAt), TaskCreationOptions.LongRunning);
    }

    /// <summary>Standard error so far.</summary>
    public string Remarks
    {
        get
        {
            lock (_remarks)
                return _remarks.ToString();
        }
    }

    /// <summary>Runs it, and kills it as a machine that fails when standard error has a text.</summary>
    public static async Task KilledAtAsync(string text, params string[] arguments)
    {
        using var run = new ToolRun(arguments, killAt: text);
        (await run.EndAsync()).AssertExitCode(128 + 9); // and not its own, which would be that of a run that was too fast
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="input">Its standard input.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<ToolEnd> RunAsync(string? input, params string[] arguments)
    {
        using var run = new ToolRun(arguments);
        if (input != null)
            await run._process.StandardInput.WriteAsync(input);
        run._process.StandardInput.Close();
        return await run.EndAsync();
    }

    /// <summary>The next line of standard error with a text.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(_late.Token))
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }
        throw new EndOfStreamException($"webrtcnative ended without a line with \"{text}\":\n{Remarks}");
    }

    /// <summary>The first part of standard output that matches, once there is one.</summary>
    public async Task<string> ReadOutputUntilAsync(Regex expected)
    {
        var found = "";
        await Task.Run(() => Wait.Until(() => (found = expected.Match(OutputSoFar()).Value) != "", () => $"{expected}; there was {OutputSoFar()}"));
        return found;
    }

    /// <summary>The room that it has made.</summary>
    public async Task<string> ReadRoomAsync() => (await ReadUntilAsync("Room: "))["Room: ".Length..];

    public Stream Input => _process.StandardInput.BaseStream;

    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public void EndInput() => _process.StandardInput.Close();

    public void Signal(string name) => Process.Start("kill", [$"-{name}", $"{_process.Id}"]).WaitForExit();

    /// <summary>Waits for its end.</summary>
    public async Task<ToolEnd> EndAsync()
    {
        try
        {
            await _remarksRead.WaitAsync(_late.Token);
            await _process.WaitForExitAsync(_late.Token);
            return new ToolEnd(_process.ExitCode, await _output, Remarks);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"webrtcnative did not end within {Wait.ProgramDeadline.TotalSeconds} s:\n{Remarks}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _late.Dispose();
    }

    private string OutputSoFar()
    {
        lock (_soFar)
            return Encoding.UTF8.GetString(_soFar.ToArray());
    }

    private byte[] ReadOutput()
    {
        var buffer = new byte[64 * 1024];
        while (_process.StandardOutput.BaseStream.Read(buffer) is > 0 and var count)
        {
            lock (_soFar)
                _soFar.Write(buffer, 0, count);
        }
        return _soFar.ToArray();
    }

    private void ReadRemarks(string? killAt)
    {
        while (_process.StandardError.ReadLine() is { } line)
        {
            if (killAt != null && line.Contains(killAt, StringComparison.Ordinal))
                _process.Kill();
            lock (_remarks)
                _remarks.AppendLine(line);
            _lines.Writer.TryWrite(line);
        }
        _lines.Writer.Complete();
    }
}

/// <summary>How a run of webrtcnative ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Bytes">Its standard output.</param>
/// <param name="Remarks">Its standard error.</param>
internal sealed record ToolEnd(int ExitCode, byte[] Bytes, string Remarks)
{
    public string Output => Encoding.UTF8.GetString(Bytes);

    public void AssertExitCode(int expected) =>
        Assert.True(ExitCode == expected, $"Exit code {ExitCode}, not {expected}.\n{Output}\n{Remarks}");

    /// <summary>A failure that people can read: one line, and no stack.</summary>
    public void AssertFailed(int expected)
    {
        AssertExitCode(expected);
        Assert.StartsWith("webrtcnative: ", Assert.Single(Remarks.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
