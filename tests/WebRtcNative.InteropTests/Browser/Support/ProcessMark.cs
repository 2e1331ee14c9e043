using System.Collections;
using System.Diagnostics;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>An environment variable by which the processes of one browser are found: Playwright does not tell them.
/// </summary>
internal sealed class ProcessMark
{
    private const string Variable = "WEBRTCNATIVE_TEST_BROWSER";

    private readonly string _value = Guid.NewGuid().ToString("N");

    /// <summary>This process's environment, and the mark.</summary>
    public Dictionary<string, string> MakeEnvironment()
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);
        environment[Variable] = _value;
        return environment;
    }

    /// <summary>Kills the processes that have the mark, and their children.</summary>
    /// <remarks>They are stopped first, all at once: a page whose browser dies before it would close its connections.</remarks>
    /// <returns>How many had it.</returns>
    public int KillProcesses()
    {
        var marked = Process.GetProcesses().Where(HasMark).ToArray();
        using (var stopping = Process.Start("bash", ["-c", $"kill -STOP {string.Join(' ', marked.Select(process => process.Id))}"]))
            stopping.WaitForExit();
        foreach (var process in marked)
            process.Kill(entireProcessTree: true);
        return marked.Length;
    }

    private bool HasMark(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/environ")
                .Contains($"{Variable}={_value}", StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false; // it has ended, or is another user's
        }
    }
}
