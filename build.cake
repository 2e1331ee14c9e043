// Run by build.sh:  ./build.sh --target=Native|Bindings|Build|Test|Demo|Clean [--engine=auto|system|upstream]
//                              [--configuration=Debug|Release] [--check (Bindings: compare only)]
using System.Xml.Linq;

var target = Argument("target", "Build");
var configuration = Argument("configuration", "Debug");
var engine = ChooseEngine(Argument("engine", "auto"));

var solution = "WebRtcNative.sln";
var artifacts = MakeAbsolute(Directory("artifacts"));
var results = artifacts.Combine($"tests/{engine}");
var counts = new TestCounts();

Setup(context => Console.WriteLine($"Engine: {engine}   Configuration: {configuration}"));

// ---- Targets --------------------------------------------------------------------------------------------------------

Task("Native")
    .Description("Configures and compiles the shim with the chosen engine.")
    .Does(() => BuildNative(engine));

Task("Bindings")
    .Description("Generates the P/Invoke declarations from the C header; with --check only compares.")
    .Does(() => GenerateBindings(checkOnly: HasArgument("check")));

Task("Build")
    .Description("Compiles everything.")
    .IsDependentOn("Native")
    .Does(() => DotNetBuild(solution, new DotNetBuildSettings
    {
        Configuration = configuration,
        NoLogo = true,
        Verbosity = DotNetVerbosity.Minimal,
        MSBuildSettings = EngineProperty(),
    }));

Task("Test")
    .Description("Bindings up to date? C tests, plain and under two sanitizers; then the .NET tests.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        CleanDirectory(results);
        GenerateBindings(checkOnly: true);
        TestNative(engine);
        foreach (var preset in new[] { $"{engine}-asan", $"{engine}-tsan" })
        {
            BuildNative(preset);
            TestNative(preset);
        }

        TestManaged();
    });

Task("Demo")
    .Description("Two processes exchange a 64 MiB file over WebRTC.")
    .IsDependentOn("Build")
    .Does(() => Run("dotnet", $"run --project samples/FileDrop --no-build --configuration {configuration}"
        + $" --property:NativeEngine={engine} -- demo"));

Task("Clean")
    .Description("Deletes everything that a build wrote.")
    .Does(() => CleanDirectory(artifacts));

Task("Default").IsDependentOn("Build");

try
{
    RunTarget(target);
}
finally
{
    // The last line, after Cake's own report, and after a failure too.
    if (!counts.IsEmpty)
        Console.WriteLine(counts);
}

// ---- Steps ----------------------------------------------------------------------------------------------------------

string ChooseEngine(string asked)
{
    var home = EnvironmentVariable("HOME") ?? EnvironmentVariable("USERPROFILE");
    var cached = FileExists($"{home}/.cache/webrtcnative/m150/linux-x64/dist/lib/libwebrtc.a");
    return asked switch
    {
        "auto" => cached ? "upstream" : "system",
        "system" or "upstream" => asked,
        _ => throw new CakeException($"--engine={asked}: choose auto, system or upstream."),
    };
}

DotNetMSBuildSettings EngineProperty() => new DotNetMSBuildSettings().WithProperty("NativeEngine", engine);

void BuildNative(string preset)
{
    Run("cmake", $"--preset {preset}", "native");
    Run("cmake", $"--build --preset {preset}", "native");
}

void GenerateBindings(bool checkOnly) =>
    Run("dotnet", "run --file bindings/Generate.cs -- @bindings/webrtcnative.rsp" + (checkOnly ? " --check" : ""));

// A failing test does not stop the run: what the others say is worth knowing. CheckCounts ends it.
void TestNative(string preset)
{
    var report = results.CombineWithFilePath($"ctest-{preset}.xml");
    var exitCode = Start("ctest", $"--preset {preset} --output-junit {report}", "native");
    if (exitCode != 0 && !FileExists(report))
        throw new CakeException($"ctest --preset {preset} ended with {exitCode} and without a report.");

    var suite = XDocument.Load(report.FullPath).Root;
    counts.Add(Number(suite, "tests"), Number(suite, "failures"),
        Number(suite, "skipped") + Number(suite, "disabled"), exitCode);
}

void TestManaged()
{
    var exitCode = Start("dotnet", $"test {solution} --no-build --configuration {configuration} --nologo"
        + $" -p:NativeEngine={engine} --results-directory {results}"
        + " --blame-hang-timeout 2m --blame-hang-dump-type mini"
        + " --logger \"console;verbosity=minimal\" --logger \"trx;LogFilePrefix=dotnet\"");

    var reports = GetFiles($"{results}/*.trx");
    if (reports.Count == 0)
        throw new CakeException($"dotnet test ended with {exitCode} and without a report.");

    foreach (var report in reports)
    {
        var counters = XDocument.Load(report.FullPath).Descendants().Single(e => e.Name.LocalName == "Counters");
        var (total, executed, passed) = (Number(counters, "total"), Number(counters, "executed"), Number(counters, "passed"));
        counts.Add(total, executed - passed, total - executed, exitCode);
    }

    counts.Check();
}

int Number(XElement element, string attribute) => int.Parse(element.Attribute(attribute)?.Value ?? "0");

void Run(string program, string arguments, string folder = ".")
{
    var exitCode = Start(program, arguments, folder);
    if (exitCode != 0)
        throw new CakeException($"{program} {arguments} ended with {exitCode}.");
}

int Start(string program, string arguments, string folder = ".")
{
    Console.WriteLine($"> {program} {arguments}");
    return StartProcess(program, new ProcessSettings { Arguments = arguments, WorkingDirectory = folder });
}

class TestCounts
{
    int passed, failed, skipped;

    public bool IsEmpty => passed + failed + skipped == 0;

    public void Add(int total, int failed, int skipped, int exitCode)
    {
        // A crash after the last test, or a run that a hang cut short, is a failure that no test is marked with.
        if (exitCode != 0 && failed == 0)
            (total, failed) = (total + 1, 1);

        passed += total - failed - skipped;
        this.failed += failed;
        this.skipped += skipped;
    }

    public void Check()
    {
        if (failed > 0)
            throw new CakeException("Tests failed.");
    }

    public override string ToString() => $"{passed} passed, {failed} failed, {skipped} skipped";
}
