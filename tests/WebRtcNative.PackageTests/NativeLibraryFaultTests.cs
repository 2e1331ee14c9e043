using System.Runtime.InteropServices;

namespace WebRtcNative.PackageTests;

/// <summary>A program whose native library cannot be used reports what was searched for, what was found and what to do. Run
/// with the runtime's loader and with the loader of programs that are compiled ahead of time.</summary>
[Collection(SmokeProgramTests.Name)]
public sealed class NativeLibraryFaultTests(SmokePrograms programs) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("webrtcnative-fault-").FullName;

    public static TheoryData<ProgramForm> Forms => [ProgramForm.PlainBuild, ProgramForm.SingleFile, ProgramForm.NativeAot];

    private static string Processor { get; } = $"{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LinuxTheory]
    [MemberData(nameof(Forms))]
    public async Task FirstUse_LibraryDeleted_SaysWhereItWasLookedFor(ProgramForm form) => await AssertFaultAsync(
        form, BrokenLibrary.NoneAsync, "NotFound",
        "libwebrtcnative.so", _folder, $"Linux on {Processor}", "glibc 2.", $"--runtime linux-{Processor}");

    [LinuxTheory]
    [MemberData(nameof(Forms))]
    public async Task FirstUse_LibraryOfAnotherVersion_SaysBothVersions(ProgramForm form) => await AssertFaultAsync(
        form, BrokenLibrary.OfAnotherVersionAsync, "VersionMismatch",
        _folder, "interface version 99", $"this WebRtcNative.dll ({PackedFiles.Version.Split('-')[0]}.0) needs ", "same release");

    [LinuxTheory]
    [MemberData(nameof(Forms))]
    public async Task FirstUse_LibraryOfSomeoneElse_SaysThatItIsNotOurs(ProgramForm form) => await AssertFaultAsync(
        form, BrokenLibrary.OfSomeoneElseAsync, "VersionMismatch", _folder, "no function wrtc_abi_version");

    [LinuxTheory]
    [MemberData(nameof(Forms))]
    public async Task FirstUse_LibraryOfAnotherProcessor_SaysBothProcessors(ProgramForm form) => await AssertFaultAsync(
        form, BrokenLibrary.OfAnotherProcessorAsync, "WrongPlatform",
        _folder, $"is for Linux on {(Processor == "x64" ? "arm64" : "x64")}", $"this process is Linux on {Processor}",
        $"runtimes/linux-{Processor}/native");

    [LinuxTheory]
    [MemberData(nameof(Forms))]
    public async Task FirstUse_LibraryOfANewerSystem_SaysBothGlibcs(ProgramForm form) => await AssertFaultAsync(
        form, BrokenLibrary.OfANewerSystemAsync, "CLibraryTooOld",
        _folder, "needs glibc 2.99 or newer", "this system has glibc 2.", "newer system");

    [LinuxTheory]
    [MemberData(nameof(Forms))]
    public async Task FirstUse_LibraryOfMusl_SaysWhichCLibraryIsHere(ProgramForm form) => await AssertFaultAsync(
        form, BrokenLibrary.OfMuslAsync, "OtherCLibrary", _folder, "needs musl", "this process runs on glibc 2.");

    [MuslFact]
    public async Task FirstUse_LibraryOfGlibcOnMusl_SaysWhichCLibraryIsHere()
    {
        var program = (await programs.GetAsync(ProgramForm.SingleFile, MuslSystem.Rid)).Copy(_folder);
        File.Copy((await programs.GetAsync(ProgramForm.SingleFile)).Library, program.Library, overwrite: true);

        var run = await MuslSystem.RunAsync(program);

        Assert.True(run.ExitCode == 2, run.Output);
        Assert.StartsWith("OtherCLibrary: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("runs on musl (as Alpine has)", run.Output, StringComparison.Ordinal);
        Assert.Contains("runtimes/linux-musl-x64", run.Output, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [MemberData(nameof(Forms))]
    public async Task FirstUse_LibraryThatNeedsAMissingOne_SaysWhich(ProgramForm form) => await AssertFaultAsync(
        form, BrokenLibrary.OfMissingPartsAsync, "NotLoadable", _folder, "libnowhere.so.1");

    [LinuxTheory]
    [MemberData(nameof(Forms))]
    public async Task FirstUse_EmptyFile_SaysThatItIsNoLibrary(ProgramForm form) => await AssertFaultAsync(
        form, BrokenLibrary.EmptyAsync, "NotLoadable", _folder, "not a native library");

    [LinuxTheory]
    [MemberData(nameof(Forms))]
    public async Task FirstUse_HalfOfTheLibrary_SaysThatItWasCutShort(ProgramForm form) => await AssertFaultAsync(
        form, BrokenLibrary.CutShortAsync, "NotLoadable", _folder, "cut short", "bytes", $"runtimes/linux-{Processor}/native");

    private async Task AssertFaultAsync(ProgramForm form, Func<string, Task> breakLibrary, string fault, params string[] texts)
    {
        var program = (await programs.GetAsync(form)).Copy(_folder);
        Assert.True(File.Exists(program.Library), program.Library);
        await breakLibrary(program.Library);

        var run = await program.RunAsync();

        Assert.True(run.ExitCode == 2, run.Output);
        Assert.StartsWith($"{fault}: ", run.Output, StringComparison.Ordinal);
        Assert.All(texts, text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }
}
