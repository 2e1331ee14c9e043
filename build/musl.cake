// linux-musl-x64 on a machine with glibc. build/musl/ has the small system that its programs run on.

const string musl = "linux-musl-x64";

// The C tests, peers on this system, the package's programs, and last the .NET tests, which need the library for musl beside them.
void TestMusl()
{
    CleanDirectory(results);
    BuildPortable(musl);
    TestNative(musl);

    MakeMuslSystem();
    TestManaged(atOnce: 1, from subject in new[] { "Sample", "Interop" } select new TestRun(TestProject(subject), "Musl", "FullyQualifiedName~Musl"));
    PackAll();
    TestPackages("FullyQualifiedName~Musl", "Musl");

    engine = musl;
    DotNetBuild("tests/WebRtcNative.Tests", BuildSettings());
    TestManaged(new TestRun(TestProject(""), "Musl", Dotnet: MakeAbsolute(File("build/musl/dotnet.sh"))));
}

void MakeMuslSystem() => Run("env", "build/musl/root.sh");

// Where it cannot be made, its tests are skipped and say so.
bool HasMuslSystem() => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
    && FileExists(nativeArtifacts.CombineWithFilePath($"{musl}/libwebrtcnative.so"));
