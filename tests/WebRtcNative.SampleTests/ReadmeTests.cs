using System.Text.RegularExpressions;

namespace WebRtcNative.SampleTests;

/// <summary>README is a front page, and its code is compiled code; so is that of the packages' pages.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string s_readme = Read("README.md");

    /// <summary>The code between marks of the files *Snippets.cs, and the sample Hello.</summary>
    internal static readonly HashSet<string> Compiled =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Guides"), "*.cs").Select(File.ReadAllText)
            .Append(Read("Snippets.cs")).SelectMany(SnippetsOf),
        Read("Hello.cs").Trim(),
    ];

    [Fact]
    public void Readme_Snippets_AreCompiled()
    {
        var shown = BlocksOf(s_readme).ToList();

        Assert.NotEmpty(shown);
        Assert.All(shown, code => Assert.Contains(code, Compiled));
    }

    [Fact]
    public void EverySnippet_IsInReadmeOrAGuide()
    {
        var guides = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Guides"), "*.md").Select(File.ReadAllText);
        var shown = guides.Append(s_readme).SelectMany(BlocksOf).ToHashSet();

        Assert.All(SnippetsOf(Read("Snippets.cs")), code => Assert.Contains(code, shown));
    }

    [Fact]
    public void Readme_IsAFrontPage()
    {
        var lines = s_readme.Split('\n');

        Assert.InRange(lines.Length, 1, 250);
        Assert.Equal(
            ["./build.sh --target=Demo", "./build.sh --target=Test"],
            lines.Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Take(2).Select(line => line.Split('#')[0].Trim()));
    }

    [Theory]
    [InlineData("WebRtcNative.md")]
    [InlineData("WebRtcNative.Hosting.md")]
    [InlineData("WebRtcNative.Signaling.md")]
    [InlineData("WebRtcNative.Signaling.Server.md")]
    public void ReadmeOfPackage_Snippet_IsCompiled(string name) => Assert.Contains(Assert.Single(BlocksOf(Read(name))), Compiled);

    /// <summary>The marked parts of a source file.</summary>
    internal static IEnumerable<string> SnippetsOf(string source) =>
        Marked().Matches(source).Select(match => Unindent(match.Groups[1].Value).Trim());

    /// <summary>The C# of a page.</summary>
    internal static IEnumerable<string> BlocksOf(string page) => Blocks().Matches(page).Select(match => match.Groups[1].Value);

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readme", name));

    private static string Unindent(string code) => code.Replace("\n        ", "\n", StringComparison.Ordinal);

    [GeneratedRegex("// begin\n(.*?)\n *// end", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex("^```csharp\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
