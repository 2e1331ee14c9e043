using System.IO.Compression;

namespace WebRtcNative.PackageTests;

/// <summary>The package WebRtcNative.DataOnly, beside WebRtcNative.</summary>
[Collection(SmokeProgramTests.Name)]
public sealed class DataOnlyTests(SmokePrograms programs)
{
    [Theory]
    [InlineData(ProgramForm.DataOnlyBuild)]
    [InlineData(ProgramForm.DataOnlyPublished)]
    public async Task Run_WithBothPackages_TalksByTheSmallLibrary(ProgramForm form)
    {
        var program = await programs.GetAsync(form);

        AssertTalkedByTheSmallLibrary(await program.RunAsync());
        using var package = ZipFile.OpenRead(PackedFiles.Package("WebRtcNative.DataOnly"));
        var packed = package.GetEntry($"data-only/runtimes/{PackedFiles.Rid}/native/{Path.GetFileName(program.Library)}")!;
        Assert.Equal(packed.Length, new FileInfo(program.Library).Length);
        Assert.InRange(packed.Length, 1_000_000, 9_000_000);
    }

    [MuslTheory]
    [InlineData(ProgramForm.DataOnlyBuild)]
    public async Task Run_OnMusl_TalksByTheSmallLibrary(ProgramForm form) =>
        AssertTalkedByTheSmallLibrary(await MuslSystem.RunAsync(await programs.GetAsync(form)));

    [WindowsTheory]
    [InlineData(ProgramForm.DataOnlyBuild)]
    public async Task Run_OnWindows_TalksByTheSmallLibrary(ProgramForm form) =>
        AssertTalkedByTheSmallLibrary(await WindowsSystem.RunAsync(await programs.GetAsync(form)));

    [Fact]
    public void Package_Libraries_AreThoseOfTheSamePlatforms()
    {
        using var full = ZipFile.OpenRead(PackedFiles.Package("WebRtcNative"));
        using var package = ZipFile.OpenRead(PackedFiles.Package("WebRtcNative.DataOnly"));

        var libraries = full.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("runtimes/", StringComparison.Ordinal));
        Assert.Equal(
            libraries.Select(name => $"data-only/{name}").Order(),
            package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("data-only/", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain(package.Entries, entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal));
        Assert.NotNull(package.GetEntry("buildTransitive/WebRtcNative.DataOnly.targets"));
        Assert.NotNull(package.GetEntry("THIRD-PARTY-NOTICES.txt"));
    }

    private static void AssertTalkedByTheSmallLibrary(ProgramRun run)
    {
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Alice heard: Hello, Alice.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Media: This native library has data channels only", run.Output, StringComparison.Ordinal);
    }
}
