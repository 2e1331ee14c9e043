using System.Runtime.InteropServices;
using WebRtcNative.Interop;
using Xunit;

namespace WebRtcNative.Tests.Interop;

/// <summary>Processes that the tests cannot be. Real programs with libraries that are really unfit are in the package's tests.</summary>
public sealed class NativeLibraryDiagnosisTests
{
    private static readonly string s_own = Path.Combine(AppContext.BaseDirectory, NativeLibraryPlaces.FileName);

    [Fact]
    public void Explain_GlibcLibraryOnAlpine_SaysWhatIsNeeded()
    {
        var exception = Explain(Places() with { CLibrary = new CLibrary(CLibraryKind.Musl) });

        Assert.Equal(NativeLibraryFault.OtherCLibrary, exception.Fault);
        Assert.Contains(s_own, exception.Message, StringComparison.Ordinal);
        Assert.Contains("needs glibc 2.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("runs on musl (as Alpine has)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("runtimes/linux-musl-", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_LibraryOfLinuxOnWindows_SaysBoth()
    {
        var exception = Explain(Places() with { System = ImageFormat.Pe, CLibrary = new CLibrary(CLibraryKind.None) });

        Assert.Equal(NativeLibraryFault.WrongPlatform, exception.Fault);
        Assert.Contains("is for Linux on", exception.Message, StringComparison.Ordinal);
        Assert.Contains("this process is Windows on", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
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

    private static NativeLibraryPlaces Places() =>
        new([AppContext.BaseDirectory], RuntimeInformation.ProcessArchitecture, ImageFormat.Elf, CLibrary.Current());

    private static NativeLibraryException Explain(NativeLibraryPlaces places) =>
        NativeLibraryDiagnosis.Explain(new DllNotFoundException("the system's words"), places);
}
