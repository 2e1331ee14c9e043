using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Peers.Sound;

/// <summary>Debian's Janus, with its REST interface on a free port of loopback and a room (1) of its AudioBridge and of its VideoRoom.</summary>
internal sealed class JanusServer : IDisposable
{
    private const string Libraries = "/usr/lib/x86_64-linux-gnu/janus";

    private readonly HttpClient _http = new() { Timeout = Wait.Deadline };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("janus");
    private readonly Process _process;
    private readonly Uri _url;

    public JanusServer()
    {
        var port = FreePort();
        _url = new Uri($"http://127.0.0.1:{port}/janus/");
        Write("janus.jcfg", $$"""
            general: {
                configs_folder = "{{_folder.FullName}}"
                plugins_folder = "{{Libraries}}/plugins"
                transports_folder = "{{Libraries}}/transports"
                protected_folders = []
                interface = "127.0.0.1"
            }
            nat: { ice_enforce_list = "lo" }
            plugins: { disable = "{{AllBut("plugins", "echotest", "audiobridge", "videoroom")}}" }
            transports: { disable = "{{AllBut("transports", "http")}}" }
            """);
        Write("janus.transport.http.jcfg", $$"""
            general: { base_path = "/janus", json = "plain", http = true, https = false, ip = "127.0.0.1", port = {{port}} }
            admin: { admin_http = false }
            """);
        Write("janus.plugin.audiobridge.jcfg", "room-1: { sampling_rate = 48000 }");
        Write("janus.plugin.videoroom.jcfg", "room-1: { publishers = 2, bitrate = 2000000, videocodec = \"vp8\" }");
        _process = Process.Start(new ProcessStartInfo("janus", ["-F", _folder.FullName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Wait.Until(IsUp, () => $"Janus to listen ({(_process.HasExited ? "it has ended" : "it runs")})");
    }

    /// <summary>A session of its own with a plugin.</summary>
    public async Task<JanusHandle> AttachAsync(string plugin)
    {
        var session = Id(await PostAsync("", new JsonObject { ["janus"] = "create" }));
        var handle = Id(await PostAsync(session, new JsonObject { ["janus"] = "attach", ["plugin"] = plugin }));
        return new JanusHandle(this, session, $"{session}/{handle}");

        static string Id(JsonElement reply) => reply.GetProperty("data").GetProperty("id").GetRawText();
    }

    public async Task<JsonElement> PostAsync(string path, JsonObject request)
    {
        request["transaction"] ??= Guid.NewGuid().ToString();
        using var response = await _http.PostAsJsonAsync(new Uri(_url, path), request);
        return Checked(await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>The next event of a session.</summary>
    public async Task<JsonElement> NextAsync(string session) =>
        Checked(await _http.GetFromJsonAsync<JsonElement>(new Uri(_url, session)));

    public string AskVersion() =>
        _http.GetFromJsonAsync<JsonElement>(new Uri(_url, "info")).GetAwaiter().GetResult().GetProperty("version_string").GetString()!;

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private static JsonElement Checked(JsonElement reply) => reply.GetProperty("janus").GetString() != "error"
        ? reply
        : throw new InvalidOperationException($"Janus refuses: {reply}");

    private static string AllBut(string folder, params string[] names) => string.Join(',', Directory
        .GetFiles($"{Libraries}/{folder}", "*.so").Select(Path.GetFileName).Where(file => !names.Any(name => file == $"libjanus_{name}.so")));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private bool IsUp()
    {
        try
        {
            return AskVersion().Length > 0;
        }
        catch (HttpRequestException)
        {
            return false; // not yet
        }
    }
}
