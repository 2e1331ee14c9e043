using System.Reflection;
using System.Text.RegularExpressions;
using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.InteropTests.Peers;
using WebRtcNative.InteropTests.Peers.Sound;
using WebRtcNative.InteropTests.Turn;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace WebRtcNative.InteropTests.Table;

/// <summary>The table of docs/interop.md stays true: it has every peer of these tests, with the version that they run
/// against, which each peer is asked for.</summary>
public sealed partial class InteropTableTests(ITestOutputHelper output)
{
    private const string Page = "docs/interop.md";

    /// <summary>By their names in the table.</summary>
    private static readonly Dictionary<string, (string? WhyMissing, Func<string> Ask)> s_peers = new()
    {
        ["Chromium"] = OfBrowser("Chromium"),
        ["Firefox"] = OfBrowser("Firefox"),
        ["aiortc"] = Of(EchoPeer.Aiortc),
        ["Pion"] = Of(EchoPeer.Pion),
        ["node-datachannel"] = Of(EchoPeer.NodeDataChannel),
        ["@roamhq/wrtc"] = Of(EchoPeer.Wrtc),
        ["GStreamer"] = (PeerTools.WhyNoGStreamer, PeerTools.AskGStreamer),
        ["Janus"] = (PeerTools.WhyNoJanus, AskJanus),
        ["coturn"] = (TurnServer.WhyMissing, () => PeerTools.Read("turnserver", "--version")),
    };

    [Fact]
    public void InteropPage_Table_HasEveryPeerAndNoOther() => Assert.Equal(s_peers.Keys.Order(), ReadTable().Keys.Order());

    [Theory]
    [Row("Chromium"), Row("Firefox"), Row("aiortc"), Row("Pion"), Row("node-datachannel"), Row("@roamhq/wrtc")]
    [Row("GStreamer"), Row("Janus"), Row("coturn")]
    public void InteropPage_Version_IsTheOneThatRuns(string peer)
    {
        var runs = Number().Match(s_peers[peer].Ask()).Value;
        var told = ReadTable()[peer];
        output.WriteLine($"{peer} {runs}");

        // Debian keeps the others as they are, but moves browsers on every few weeks: the page has one that was run.
        if (BrowserProgram.All.ContainsKey(peer))
            Assert.True(Version.Parse(told) <= Version.Parse(runs), $"docs/interop.md has {told}, which is newer than {runs}.");
        else
            Assert.Equal(runs, told);
    }

    private static (string? WhyMissing, Func<string> Ask) Of(string name) =>
        (EchoPeer.Named(name).WhyMissing, () => EchoPeer.Named(name).AskVersion());

    private static string AskJanus()
    {
        using var janus = new JanusServer();
        return janus.AskVersion();
    }

    private static (string? WhyMissing, Func<string> Ask) OfBrowser(string name)
    {
        var browser = BrowserProgram.All[name];
        return (browser.Missing, () => PeerTools.Read(browser.Path, "--version"));
    }

    private static Dictionary<string, string> ReadTable()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, Page)))
            folder = folder.Parent;
        Assert.NotNull(folder);
        return TableRow().Matches(File.ReadAllText(Path.Combine(folder.FullName, Page)))
            .ToDictionary(row => row.Groups["peer"].Value, row => row.Groups["version"].Value);
    }

    [GeneratedRegex(@"^\| (?<peer>\S+) \| (?<version>\d+(\.\d+)+) \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex(@"\d+(\.\d+)+")]
    private static partial Regex Number();

    /// <summary>Skipped where the peer is not.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    private sealed class RowAttribute : DataAttribute
    {
        private readonly string _peer;

        public RowAttribute(string peer)
        {
            _peer = peer;
            Skip = s_peers[peer].WhyMissing;
        }

        public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[_peer]];
    }
}
