// win-x64 on a machine with Linux, in wine. build/windows/ has what wine needs for it.

const string windows = "win-x64";

// The C tests, peers on other systems, the package's programs, and last the .NET tests, which need the library for Windows beside
// them.
void TestWindows()
{
    CleanDirectory(results);
    BuildPortable(windows);
    MakeWine();
    TestNative(windows);

    if (FileExists(UpstreamEngine(musl)))
    {
        BuildPortable(musl, target: "webrtcnative");
        MakeMuslSystem();
    }
    TestManaged(atOnce: 1, from subject in new[] { "Sample", "Interop" } select new TestRun(TestProject(subject), "Windows", "FullyQualifiedName~Windows"));
    PackAll();
    TestPackages("FullyQualifiedName~Windows", "Windows");

    engine = windows;
    DotNetBuild("tests/WebRtcNative.Tests", BuildSettings());
    TestManaged(new TestRun(TestProject(""), "Windows", Dotnet: MakeAbsolute(File("build/windows/dotnet.sh"))));
}

void MakeWine()
{
    Run("env", "build/windows/wine.sh");
    Run("env", "build/windows/dotnet.sh");
}

// Where there is none, its tests are skipped and say so.
bool HasWine() => FileExists("/usr/lib/wine/wine64") && HasLibrary(windows);
