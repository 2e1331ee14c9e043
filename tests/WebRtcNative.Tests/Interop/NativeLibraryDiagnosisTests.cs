using System.Runtime.InteropServices;
using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;
using Xunit;

namespace WebRtcNative.Tests.Interop;

/// <summary>Processes that the tests cannot be. Real programs with libraries that are really unfit are in the package's tests.</summary>
public sealed class NativeLibraryDiagnosisTests
{
    private static readonly string s_own = Path.Combine(AppContext.BaseDirectory, NativeLibraryPlaces.FileName);

    /// <summary>On glibc as if it were Alpine, on musl as if it were Debian.</summary>
    [LinuxFact("Only Linux has several C libraries.")]
    public void Explain_LibraryOfTheOtherCLibrary_SaysWhatIsNeeded()
    {
        var (other, needs, runs, folder) = IsMusl
            ? (new CLibrary(CLibraryKind.Glibc, new Version(2, 36)), "needs musl", "runs on glibc 2.36", "runtimes/linux-")
            : (new CLibrary(CLibraryKind.Musl), "needs glibc 2.", "runs on musl (as Alpine has)", "runtimes/linux-musl-");
        var exception = Explain(Places() with { CLibrary = other });

        Assert.Equal(NativeLibraryFault.OtherCLibrary, exception.Fault);
        Assert.Contains(s_own, exception.Message, StringComparison.Ordinal);
        Assert.Contains(needs, exception.Message, StringComparison.Ordinal);
        Assert.Contains(runs, exception.Message, StringComparison.Ordinal);
        Assert.Contains(folder, exception.Message, StringComparison.Ordinal);
    }

    [LinuxFact("The library is not Linux'.")]
    public void Explain_LibraryOfLinuxOnWindows_SaysBoth()
    {
        var exception = Explain(Places() with { System = ImageFormat.Pe, CLibrary = new CLibrary(CLibraryKind.None) });

        Assert.Equal(NativeLibraryFault.WrongPlatform, exception.Fault);
        Assert.Contains("is for Linux on", exception.Message, StringComparison.Ordinal);
        Assert.Contains("this process is Windows on", exception.Message, StringComparison.Ordinal);
    }

    [GlibcFact]
    public void Explain_OlderGlibc_SaysBothVersions()
    {
        var exception = Explain(Places() with { CLibrary = new CLibrary(CLibraryKind.Glibc, new Version(2, 5)) });

        Assert.Equal(NativeLibraryFault.CLibraryTooOld, exception.Fault);
        Assert.Contains("this system has glibc 2.5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_GoodLibrary_RepeatsWhatTheSystemSays()
    {
        var exception = Explain(Places());

        Assert.Equal(NativeLibraryFault.NotLoadable, exception.Fault);
        Assert.Contains("the system's words", exception.Message, StringComparison.Ordinal);
        Assert.IsType<DllNotFoundException>(exception.InnerException);
    }

    [Theory]
    [InlineData("win", Architecture.X86, "win-x86", "AnyCPU")]
    [InlineData("linux", Architecture.Arm, "linux-arm", "64-bit Raspberry Pi OS")]
    [InlineData("linux", Architecture.S390x, "linux-s390x", "docs/platforms.md")]
    [InlineData("freebsd", Architecture.X64, "freebsd-x64", "docs/platforms.md")]
    [InlineData("browser", Architecture.Wasm, "browser-wasm", "RTCPeerConnection")]
    [InlineData("wasi", Architecture.Wasm, "wasi-wasm", "native process")]
    [InlineData("android", Architecture.Arm64, "android-arm64", "not built for it yet")]
    [InlineData("ios", Architecture.Arm64, "ios-arm64", "not built for it yet")]
    public void Explain_PlatformWithoutLibrary_SaysWhatToDo(string system, Architecture architecture, string rid, string advice)
    {
        var exception = Explain(Places() with
        {
            Folders = [],
            Process = architecture,
            Platform = system,
            CLibrary = new CLibrary(CLibraryKind.Glibc),
        });

        Assert.Equal(NativeLibraryFault.NotBuilt, exception.Fault);
        Assert.Contains(rid, exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux", Architecture.X64)]
    [InlineData("linux", Architecture.Arm64)]
    [InlineData("win", Architecture.X64)]
    [InlineData("osx", Architecture.Arm64)]
    public void Explain_NoFileOnAPlatformWithLibrary_NotFound(string system, Architecture architecture)
    {
        var exception = Explain(Places() with { Folders = [], Process = architecture, Platform = system });

        Assert.Equal(NativeLibraryFault.NotFound, exception.Fault);
        Assert.Contains($"--runtime {system}", exception.Message, StringComparison.Ordinal);
    }

    private static bool IsMusl => CLibrary.Current().Kind == CLibraryKind.Musl;

    private static NativeLibraryPlaces Places() =>
        new([AppContext.BaseDirectory], RuntimeInformation.ProcessArchitecture, NativeLibraryPlaces.Current().System, CLibrary.Current());

    private static NativeLibraryException Explain(NativeLibraryPlaces places) =>
        NativeLibraryDiagnosis.Explain(new DllNotFoundException("the system's words"), places);
}
