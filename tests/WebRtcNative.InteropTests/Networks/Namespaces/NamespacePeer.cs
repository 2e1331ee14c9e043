using System.Diagnostics;
using WebRtcNative.TestPeer;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks.Namespaces;

/// <summary>The program WebRtcNative.TestPeer in a network namespace, and its reports so far.</summary>
internal sealed class NamespacePeer : IDisposable
{
    private readonly Process _process;
    private readonly List<PeerLine> _lines = [];
    private readonly List<string> _errors = [];

    public NamespacePeer(NetworkNamespace where, PeerSettings settings)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "WebRtcNative.TestPeer.dll");
        var start = new ProcessStartInfo("ip")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "netns", "exec", where.Name, "dotnet", program, "network", settings.ToJson() },
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.OutputDataReceived += (_, line) => Take(line.Data);
    }

    /// <summary>Gets the descriptions and candidates.</summary>
    public NamespacePeer? Other { get; set; }

    /// <summary>Connection states, from the first.</summary>
    public IReadOnlyList<PeerConnectionState> States => [.. Texts(PeerLine.ConnectionState).Select(Enum.Parse<PeerConnectionState>)];

    public IReadOnlyList<string> ChannelStates => Texts(PeerLine.ChannelState);

    public IReadOnlyList<string> Messages => Texts(PeerLine.Message);

    public IReadOnlyList<IceCandidate> Candidates => [.. Texts(PeerLine.Candidate).Select(IceCandidate.FromJson)];

    public IReadOnlyList<IceCandidate> RemovedCandidates => [.. Texts(PeerLine.CandidateRemoved).Select(IceCandidate.FromJson)];

    /// <summary>The local address that is in use.</summary>
    public string? SelectedAddress => Texts(PeerLine.SelectedAddress).LastOrDefault();

    /// <summary>Starts to read its reports, once there is a listener for them.</summary>
    public void Start()
    {
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>Sends it a signal of the system, such as "STOP".</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    public void Tell(string word, string text = "") => Tell(new PeerLine(word, text));

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    public string Describe()
    {
        lock (_errors)
            return $"states {string.Join(", ", States)}; errors: {string.Join(Environment.NewLine, _errors)}";
    }

    private void Tell(PeerLine line)
    {
        lock (_process)
        {
            _process.StandardInput.WriteLine(line.ToJson());
            _process.StandardInput.Flush();
        }
    }

    private void Take(string? json)
    {
        if (json is null)
            return;
        var line = PeerLine.Parse(json);
        Keep(_lines, line);
        if (line.Word is PeerLine.Description or PeerLine.Candidate)
            Other!.Tell(line);
    }

    private List<string> Texts(string word)
    {
        lock (_lines)
            return [.. _lines.Where(line => line.Word == word).Select(line => line.Text)];
    }

    private static void Keep<T>(List<T> list, T? item)
    {
        lock (list)
        {
            if (item is not null)
                list.Add(item);
        }
    }
}
