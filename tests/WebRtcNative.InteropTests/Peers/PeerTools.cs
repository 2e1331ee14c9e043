using System.Diagnostics;
using System.Security.Cryptography;

namespace WebRtcNative.InteropTests.Peers;

/// <summary>Finds the tools that run the peers, and builds and installs those that Debian does not have.</summary>
internal static class PeerTools
{
    public const string Python = "/usr/bin/python3"; // Debian's Python packages are for this one

    private const string GoPath = "/usr/share/gocode";

    private const string GStreamerPackages =
        "gstreamer1.0-plugins-base, -good, -bad, gstreamer1.0-nice, gir1.2-gst-plugins-bad-1.0, python3-gst-1.0, python3-numpy";

    // Its arguments are the elements that are needed.
    private const string FindGStreamer = """
        import numpy, sys, gi
        for name in ("Gst", "GstWebRTC"): gi.require_version(name, "1.0")
        from gi.repository import Gst, GstWebRTC
        Gst.init(None)
        for name in sys.argv[1:]: assert Gst.ElementFactory.find(name), name
        """;

    private static readonly Lazy<string?> s_whyNoAiortc = new(() =>
        File.Exists(Python) && TryRun(Python, "-c", "import aiortc")
            ? null
            : "aiortc is not installed (Debian: python3-aiortc).");

    private static readonly Lazy<string?> s_whyNoGStreamer = new(() =>
        File.Exists(Python) && TryRun(Python, "-c", FindGStreamer, "webrtcbin", "nicesrc", "opusenc", "rtpopuspay", "srtpdec")
            ? null
            : "GStreamer is not installed (Debian: " + GStreamerPackages + ").");

    private static readonly Lazy<string?> s_whyNoGStreamerWithH264 = new(() =>
        TryRun(Python, "-c", FindGStreamer, "x264enc", "openh264dec", "h264parse", "rtph264pay")
            ? null
            : "GStreamer has no coder of H.264 (Debian: gstreamer1.0-plugins-ugly).");

    private static readonly Lazy<string> s_pion = new(() => DoBuildPion("pion"));
    private static readonly Lazy<string> s_pionSound = new(() => DoBuildPion("pion-sound"));
    private static readonly Lazy<string> s_node = new(DoInstallNodePackages);

    public static string? WhyNoAiortc => s_whyNoAiortc.Value;

    public static string? WhyNoPion => !Directory.Exists(GoPath + "/src/github.com/pion/webrtc") || !IsOnPath("go")
        ? "Go or Pion is not installed (Debian: golang-go, golang-github-pion-webrtc.v3-dev)."
        : null;

    public static string? WhyNoGStreamer => s_whyNoGStreamer.Value;

    /// <summary>What its installation lacks for pictures of H.264.</summary>
    public static string? WhyNoGStreamerWithH264 => s_whyNoGStreamerWithH264.Value;

    public static string? WhyNoJanus => File.Exists("/usr/bin/janus") ? null : "Janus is not installed (Debian: janus).";

    public static string? WhyNoNode => !IsOnPath("npm") ? "Node.js with npm is not installed." : null;

    public static bool IsOnPath(string name)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        return path.Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));
    }

    public static string Fixture(string path) => Path.Combine(AppContext.BaseDirectory, "Fixtures", path);

    /// <summary>The peer's executable.</summary>
    public static string BuildPion() => s_pion.Value;

    /// <summary>The executable of the peer with sound.</summary>
    public static string BuildPionSound() => s_pionSound.Value;

    /// <summary>The peer's script, beside the packages that it needs.</summary>
    public static string InstallNodePackages() => s_node.Value;

    /// <summary>Its version.</summary>
    public static string AskGStreamer() => Read(
        Python, "-c", "import gi; gi.require_version('Gst', '1.0'); from gi.repository import Gst; Gst.init(None); print(Gst.version_string())");

    /// <summary>Whether a program succeeds.</summary>
    public static bool TryRun(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>The output of a program.</summary>
    public static string Read(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }

    private static string DoBuildPion(string fixture)
    {
        var build = new ProcessStartInfo("go", ["build", "-o", "echo", "."]) { WorkingDirectory = Fixture(fixture) };
        build.Environment["GO111MODULE"] = "off";
        build.Environment["GOPATH"] = GoPath;
        Run(build);
        return Fixture(fixture + "/echo");
    }

    private static string DoInstallNodePackages()
    {
        // Once for each content of the lock file; whole or not at all, should two test runs meet.
        var hash = SHA256.HashData(File.ReadAllBytes(Fixture("node/package-lock.json")));
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var folder = Path.Combine(home, ".cache", "webrtcnative", "node-" + Convert.ToHexStringLower(hash)[..16]);
        if (!Directory.Exists(folder))
        {
            var unfinished = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
            foreach (var name in new[] { "package.json", "package-lock.json" })
                File.Copy(Fixture("node/" + name), Path.Combine(unfinished, name), overwrite: true);
            try
            {
                string[] install = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
                Run(new ProcessStartInfo("npm", install) { WorkingDirectory = unfinished });
                if (!Directory.Exists(folder))
                    Directory.Move(unfinished, folder);
            }
            finally
            {
                if (Directory.Exists(unfinished))
                    Directory.Delete(unfinished, recursive: true);
            }
        }
        File.Copy(Fixture("node/echo.js"), Path.Combine(folder, "echo.js"), overwrite: true);
        return Path.Combine(folder, "echo.js");
    }

    private static void Run(ProcessStartInfo start)
    {
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{start.FileName} {string.Join(' ', start.ArgumentList)} failed: {errors}");
    }
}
