using Microsoft.Playwright;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A browser of Debian: its path, its start, and its limits.</summary>
internal abstract class BrowserProgram(string name, string path, string package)
{
    /// <summary>By their names in the table of docs/interop.md, which are those of the test collections too.</summary>
    public static IReadOnlyDictionary<string, BrowserProgram> All { get; } =
        new BrowserProgram[] { new Chromium(), new Firefox() }.ToDictionary(program => program.Name);

    public string Name { get; } = name;

    public string Path { get; } = path;

    /// <summary>Why there is no such browser to test against; null where there is one.</summary>
    public virtual string? Missing { get; } =
        File.Exists(path) ? null : $"There is no {path}. On Debian: apt-get install {package}";

    /// <summary>Whether a page can give a channel a priority and read it.</summary>
    public virtual bool HasPriorities => true;

    /// <summary>Whether <c>send</c> throws when the channel is closed, as the W3C asks.</summary>
    public virtual bool ThrowsOnSendToClosed => true;

    /// <summary>Starts it. The result is one process tree, which no other caller shares.</summary>
    public async Task<RunningBrowser> LaunchAsync(IPlaywright playwright, BrowserSettings settings)
    {
        var mark = new ProcessMark();
        var options = new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Env = mark.MakeEnvironment(),
            Timeout = (float)Wait.Deadline.TotalMilliseconds,
        };
        Describe(options, settings);
        return new RunningBrowser(await TypeIn(playwright).LaunchAsync(options), mark);
    }

    protected abstract IBrowserType TypeIn(IPlaywright playwright);

    /// <summary>Adds what this browser's command line or profile must say.</summary>
    protected abstract void Describe(BrowserTypeLaunchOptions options, BrowserSettings settings);
}
