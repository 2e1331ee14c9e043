using System.Text.RegularExpressions;

namespace WebRtcNative.SampleTests;

/// <summary>The README's code is compiled code.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string s_readme = Read("README.md");

    public static TheoryData<string> Snippets => [.. SnippetsOf(Read("Snippets.cs"))];

    [Fact]
    public void Readme_FirstSnippet_IsTheHelloSample() => AssertShown(Read("Hello.cs"));

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Readme_Snippet_IsCompiled(string snippet) => AssertShown(snippet);

    [Fact]
    public void Readme_EverySnippet_IsKnown() =>
        Assert.Equal(Marked().Count(Read("Snippets.cs")) + 1, Shown().Count(s_readme));

    [Theory]
    [InlineData("WebRtcNative.md")]
    [InlineData("WebRtcNative.Hosting.md")]
    [InlineData("WebRtcNative.Signaling.md")]
    [InlineData("WebRtcNative.Signaling.Server.md")]
    public void ReadmeOfPackage_Snippet_IsOneOfTheReadme(string name) =>
        AssertShown(Assert.Single(Blocks().Matches(Read(name))).Groups[1].Value);

    /// <summary>The marked parts of a source file.</summary>
    internal static IEnumerable<string> SnippetsOf(string source) =>
        Marked().Matches(source).Select(match => Unindent(match.Groups[1].Value).Trim());

    private static void AssertShown(string code) =>
        Assert.Contains($"```csharp\n{code.Trim()}\n```", s_readme, StringComparison.Ordinal);

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readme", name));

    private static string Unindent(string code) => code.Replace("\n        ", "\n", StringComparison.Ordinal);

    [GeneratedRegex("// begin\n(.*?)\n *// end", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex("^```csharp\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^```csharp$", RegexOptions.Multiline)]
    private static partial Regex Shown();
}
