// win-x64 on a machine with Linux, in wine. build/windows/ has what wine needs for it.

const string windows = "win-x64";

void TestWindows()
{
    CleanDirectory(results);
    BuildPortable(windows);
    Run("env", "build/windows/wine.sh");
    TestNative(windows);
    RunHello();

    engine = windows;
    var project = TestProject("");
    Run("dotnet", $"build {project} --configuration {configuration} --nologo --verbosity minimal -p:NativeEngine={engine}");
    TestManaged(new TestRun(project, "Windows", Dotnet: MakeAbsolute(File("build/windows/dotnet.sh"))));
    counts.Check();
}

// A sample, with .NET in it: its only line is the message that came through the connection.
void RunHello()
{
    const string Line = "Hello from Alice";
    var folder = artifacts.Combine("windows/Hello");
    Run("dotnet", $"publish samples/Hello --configuration Release --runtime {windows} --self-contained --output {folder} --nologo"
        + $" --verbosity minimal -p:NativeEngine={windows} -p:RestorePackagesWithLockFile=false");
    var exitCode = StartProcess("build/windows/wine.sh",
        new ProcessSettings { Arguments = $"{folder}/Hello.exe", RedirectStandardOutput = true }, out var lines);
    var isRight = exitCode == 0 && lines.Any(line => line.Trim() == Line);
    if (!isRight)
        counts.Fail($"{windows} Hello ended with {exitCode}: {string.Join(" / ", lines)}");
    counts.Add(total: 1, failed: isRight ? 0 : 1, skipped: 0, exitCode: 0);
}
