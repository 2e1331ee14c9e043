namespace WebRtcNative.Tests;

/// <summary>What the README shows is what is compiled.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Readme_Snippet_IsTheHelloSample()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Readme");
        var sample = File.ReadAllText(Path.Combine(folder, "Program.cs"));

        Assert.Contains(sample.Trim(), File.ReadAllText(Path.Combine(folder, "README.md")), StringComparison.Ordinal);
    }
}
