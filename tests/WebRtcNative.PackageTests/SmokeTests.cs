using System.Security.Cryptography;

namespace WebRtcNative.PackageTests;

/// <summary>A program that has nothing but the package connects two peers.</summary>
[Collection(SmokeProgramTests.Name)]
public sealed class SmokeTests(SmokePrograms programs)
{
    [Theory]
    [InlineData(ProgramForm.PlainBuild)]
    [InlineData(ProgramForm.Hosting)]
    [InlineData(ProgramForm.Net8)]
    [InlineData(ProgramForm.FrameworkDependent)]
    [InlineData(ProgramForm.SingleFile)]
    [InlineData(ProgramForm.SelfExtracting)]
    [InlineData(ProgramForm.Trimmed)]
    [InlineData(ProgramForm.NativeAot)]
    public async Task Run_FromThePackage_ConnectsAndTalks(ProgramForm form)
    {
        var program = await programs.GetAsync(form);

        AssertTalked(await program.RunAsync());
        Assert.Equal(form != ProgramForm.SelfExtracting, File.Exists(program.Library));
    }

    /// <summary>A server and two members of a room, in one program.</summary>
    [Fact]
    public async Task Run_Signaling_ConnectsTwoMembers()
    {
        var program = await programs.GetAsync(ProgramForm.Signaling);

        var run = await program.RunAsync();

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Bob heard Alice: Hello, Bob.", run.Output, StringComparison.Ordinal);
    }

    [OldestSystemTheory]
    [InlineData(ProgramForm.SingleFile)]
    [InlineData(ProgramForm.Trimmed)]
    [InlineData(ProgramForm.NativeAotForOlder)]
    public async Task Run_OnTheOldestSystem_ConnectsAndTalks(ProgramForm form)
    {
        var program = await programs.GetAsync(form);

        AssertTalked(await OldestSystem.RunAsync(program));
    }

    [Arm64Theory]
    [InlineData(ProgramForm.PlainBuild)]
    [InlineData(ProgramForm.FrameworkDependent)]
    [InlineData(ProgramForm.SingleFile)]
    [InlineData(ProgramForm.SelfExtracting)]
    [InlineData(ProgramForm.Trimmed)]
    [InlineData(ProgramForm.NativeAotForArm64)]
    public async Task Run_OnArm64_ConnectsAndTalks(ProgramForm form)
    {
        var program = await programs.GetAsync(form, form == ProgramForm.PlainBuild ? PackedFiles.Rid : Arm64System.Rid);

        AssertTalked(await Arm64System.RunAsync(program));
    }

    /// <summary>Not the forms that are compiled ahead of time, nor with .NET 8: docs/platforms.md says why.</summary>
    [MuslTheory]
    [InlineData(ProgramForm.PlainBuild)]
    [InlineData(ProgramForm.FrameworkDependent)]
    [InlineData(ProgramForm.SingleFile)]
    [InlineData(ProgramForm.SelfExtracting)]
    [InlineData(ProgramForm.Trimmed)]
    public async Task Run_OnMusl_ConnectsAndTalks(ProgramForm form)
    {
        var program = await programs.GetAsync(form, form == ProgramForm.PlainBuild ? PackedFiles.Rid : MuslSystem.Rid);

        AssertTalked(await MuslSystem.RunAsync(program));
    }

    /// <summary>Not as a single file, which wine 8 does not start, nor compiled ahead of time: docs/platforms.md.</summary>
    [WindowsTheory]
    [InlineData(ProgramForm.PlainBuild)]
    [InlineData(ProgramForm.FrameworkDependent)]
    [InlineData(ProgramForm.Trimmed)]
    public async Task Run_OnWindows_ConnectsAndTalks(ProgramForm form)
    {
        var program = await programs.GetAsync(form, form == ProgramForm.PlainBuild ? PackedFiles.Rid : WindowsSystem.Rid);

        AssertTalked(await WindowsSystem.RunAsync(program));
    }

    [Theory]
    [InlineData(ProgramForm.PlainBuild, "WebRtcNative")]
    [InlineData(ProgramForm.Hosting, "WebRtcNative.Hosting")]
    [InlineData(ProgramForm.Signaling, "WebRtcNative.Signaling")]
    [InlineData(ProgramForm.Signaling, "WebRtcNative.Signaling.Server")]
    public async Task Restore_FromTheLocalFeed_TakesThePackedFile(ProgramForm form, string package)
    {
        await programs.GetAsync(form);

        var name = package.ToLowerInvariant();
        var restored = Path.Combine(SmokePrograms.PackagesFolder, name, PackedFiles.Version, $"{name}.{PackedFiles.Version}.nupkg");
        Assert.Equal(await HashAsync(PackedFiles.Package(package)), await HashAsync(restored));
    }

    private static void AssertTalked(ProgramRun run)
    {
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Engine: libwebrtc m", run.Output, StringComparison.Ordinal);
        Assert.Contains("Bob heard: Hello, Bob.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Alice heard: Hello, Alice.", run.Output, StringComparison.Ordinal);
    }

    private static async Task<string> HashAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexString(await SHA256.HashDataAsync(stream));
    }
}
