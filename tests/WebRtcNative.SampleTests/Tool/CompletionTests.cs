namespace WebRtcNative.SampleTests.Tool;

/// <summary>The scripts by which shells complete commands and options.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("doc", "doctor")]
    [InlineData("re ", "")]
    [InlineData("re", "receive record")]
    [InlineData("bench --sec", "--seconds")]
    [InlineData("send --ser", "--serve --server")]
    [InlineData("record --over", "--overwrite")]
    [InlineData("nonsense --x", "")]
    public async Task Bash_Words_AreCompleted(string line, string expected)
    {
        var script = (await ToolRun.RunAsync("", "completion", "bash")).Output;
        var words = string.Join(' ', line.Split(' ').Select(word => $"'{word}'"));

        var run = await ProgramRun.StartAsync(
            "bash", "-c", $"{script}\nCOMP_WORDS=(webrtcnative {words}) COMP_CWORD={line.Split(' ').Length}\n_webrtcnative\necho \"${{COMPREPLY[*]}}\"");

        Assert.Equal((0, expected), (run.ExitCode, run.Output.Trim()));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("pwsh")]
    public async Task Script_HasEveryCommandOfTheHelp(string shell)
    {
        var help = (await ToolRun.RunAsync("", "--help")).Output;
        var commands = help[help.IndexOf("COMMANDS:", StringComparison.Ordinal)..].Split('\n')
            .Where(line => line.StartsWith("    ", StringComparison.Ordinal) && line.Length > 4 && char.IsLetter(line[4]))
            .Select(line => line.Trim().Split(' ')[0]).ToList();

        var end = await ToolRun.RunAsync("", "completion", shell);

        end.AssertExitCode(0);
        Assert.Contains("completion", commands);
        Assert.All(commands, command => Assert.Matches($@"\b{command}\b", end.Output));
    }
}
