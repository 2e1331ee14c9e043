// Linux with another C library or processor than this machine's. build/musl/ and build/arm64/ have the small systems that its programs run on.

const string musl = "linux-musl-x64";
const string arm64 = "linux-arm64";

void TestMusl() => TestOtherLinux(musl, "Musl", MakeMuslSystem);

void TestArm64() => TestOtherLinux(arm64, "Arm64", MakeArm64System);

// The C tests, peers on this system, the package's programs, and last the .NET tests, which need the other library beside them.
void TestOtherLinux(string rid, string part, Action makeSystem)
{
    CleanDirectory(results);
    BuildPortable(rid);
    TestNative(rid);

    makeSystem();
    TestManaged(atOnce: 1, from subject in new[] { "Sample", "Interop" } select new TestRun(TestProject(subject), part, $"FullyQualifiedName~{part}"));
    PackAll();
    TestPackages($"FullyQualifiedName~{part}", part);

    engine = rid;
    DotNetBuild("tests/WebRtcNative.Tests", BuildSettings());
    TestManaged(new TestRun(TestProject(""), part, Dotnet: MakeAbsolute(File($"build/{part.ToLowerInvariant()}/dotnet.sh"))));
}

void MakeMuslSystem() => Run("env", "build/musl/root.sh");

void MakeArm64System() => Run("env", "build/arm64/root.sh");

// Where one cannot be made, its tests are skipped and say so.
bool HasMuslSystem() => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && HasLibrary(musl);

bool HasArm64System() => FileExists("/usr/bin/qemu-aarch64") && HasLibrary(arm64);

bool HasLibrary(string rid) => FileExists(nativeArtifacts.CombineWithFilePath($"{rid}/{nativeLibraries[rid]}"));
