namespace WebRtcNative.SampleTests.Tool;

/// <summary>Words that zsh and PowerShell complete by the scripts, in the shells themselves.</summary>
public sealed class ShellCompletionTests
{
    // A zsh at a terminal of its own, where a line is typed and then the tabulator.
    private const string Zsh = """
        zmodload zsh/zpty
        export TERM=dumb HISTFILE=
        zpty shell zsh -f -i
        zpty -w shell "PS1=; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; source '$1'; print read''y"
        zpty -r -m shell said '*ready*'
        zpty -w -n shell "webrtcnative $2"$'\t'
        zpty -r -m shell said "*webrtcnative $3*" && print completed
        """;

    [ShellTheory("zsh")]
    [InlineData("doc", "doctor")]
    [InlineData("rece", "receive")]
    [InlineData("bench --sec", "bench --seconds")]
    [InlineData("record --over", "record --overwrite")]
    public async Task Zsh_Words_AreCompleted(string typed, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("webrtcnative-zsh-");
        try
        {
            var script = Path.Combine(folder.FullName, "_webrtcnative");
            await File.WriteAllTextAsync(script, (await ToolRun.RunAsync("", "completion", "zsh")).Output);

            var run = await ProgramRun.StartAsync("zsh", "-f", "-c", Zsh, "zsh", script, typed, expected);

            Assert.Equal((0, "completed"), (run.ExitCode, run.Output.Trim()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [ShellTheory("pwsh")]
    [InlineData("webrtcnative doc", "doctor")]
    [InlineData("webrtcnative re", "receive record")]
    [InlineData("webrtcnative bench --sec", "--seconds")]
    [InlineData("webrtcnative send --ser", "--serve --server")]
    [InlineData("webrtcnative nonsense --x", "")]
    public async Task PowerShell_Words_AreCompleted(string typed, string expected)
    {
        var script = (await ToolRun.RunAsync("", "completion", "pwsh")).Output;

        var run = await ProgramRun.StartAsync(
            "pwsh", "-NoProfile", "-NonInteractive", "-Command", $"{script}\n\"$((TabExpansion2 '{typed}' {typed.Length}).CompletionMatches.CompletionText)\"");

        Assert.Equal((0, expected), (run.ExitCode, run.Output.Trim()));
    }

    /// <summary>A theory that needs a shell.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ShellTheoryAttribute : TheoryAttribute
    {
        public ShellTheoryAttribute(string shell)
        {
            var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            if (!places.Any(place => File.Exists(Path.Combine(place, shell))))
                Skip = shell == "zsh" ? "zsh is not installed: apt-get install zsh." : "PowerShell is not installed: dotnet tool install -g PowerShell.";
        }
    }
}
