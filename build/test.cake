// Runs the tests of every kind, and counts them.
using System.Xml.Linq;

// A failing test does not stop the run: what the others say is worth knowing. CheckCounts ends it.
void TestNative(string preset)
{
    var report = results.CombineWithFilePath($"ctest-{preset}.xml");
    var exitCode = Start("ctest", $"--preset {preset} --output-junit {report}", "native");
    if (exitCode != 0 && !FileExists(report))
        throw new CakeException($"ctest --preset {preset} ended with {exitCode} and without a report.");

    var suite = XDocument.Load(report.FullPath).Root;
    foreach (var test in suite.Elements("testcase").Where(test => test.Attribute("status")?.Value == "fail"))
        counts.Failures.Add($"{preset} {test.Attribute("name").Value}");
    counts.Add(Number(suite, "tests"), Number(suite, "failures"),
        Number(suite, "skipped") + Number(suite, "disabled"), exitCode);
}

void TestManaged(FilePath project, string hang = "5m")
{
    var report = results.CombineWithFilePath($"{project.GetFilenameWithoutExtension()}.trx");
    var exitCode = Start("dotnet", $"test {project} --no-build --configuration {configuration} --nologo"
        + $" -p:NativeEngine={engine} --results-directory {results}"
        + $" --blame-hang-timeout {hang} --blame-hang-dump-type mini"
        + $" --logger \"console;verbosity=minimal\" --logger \"trx;LogFileName={report.GetFilename()}\"");
    if (!FileExists(report))
        throw new CakeException($"dotnet test {project} ended with {exitCode} and without a report.");

    var trx = XDocument.Load(report.FullPath).Descendants().ToLookup(element => element.Name.LocalName);
    foreach (var test in trx["UnitTestResult"].Where(test => test.Attribute("outcome").Value == "Failed"))
        counts.Failures.Add($"{engine} {test.Attribute("testName").Value}: {Reason(test)}");
    var counters = trx["Counters"].Single();
    var (total, executed, passed) = (Number(counters, "total"), Number(counters, "executed"), Number(counters, "passed"));
    counts.Add(total, executed - passed, total - executed, exitCode);
}

void TestPackages()
{
    CleanDirectory(results);
    var project = GetFiles("tests/*Tests/*.csproj").Single(IsPackage);
    DotNetBuild(project.FullPath, new DotNetBuildSettings { Configuration = configuration, NoLogo = true, Verbosity = DotNetVerbosity.Minimal });
    // A test compiles a program ahead of time first.
    TestManaged(project, hang: "15m");
    counts.Check();
}

// The inputs that once failed, then the committed corpus and what grows from it, which stays in artifacts.
void Fuzz(string target, int seconds)
{
    const int NoNetwork = 75; // network.h
    var program = artifacts.CombineWithFilePath($"cmake/{engine}-fuzz/fuzz/{target}_fuzz");
    var grown = artifacts.Combine($"fuzz/{engine}/{target}");
    EnsureDirectoryExists(grown);
    var regressions = GetFiles($"native/fuzz/regressions/{target}/*");
    // Only a hang takes so long for one input, however busy the machine is.
    var limits = $"-timeout=300 -rss_limit_mb=4096 -artifact_prefix={artifacts}/fuzz/{engine}/{target}-";

    var exitCode = regressions.Count == 0 ? 0 : StartFuzzer(program, $"{limits} {string.Join(' ', regressions)}");
    if (exitCode == 0)
        exitCode = StartFuzzer(program, $"{limits} -max_total_time={seconds} -print_final_stats=1 {grown} native/fuzz/corpus/{target}");
    if (exitCode != 0 && exitCode != NoNetwork)
        counts.Failures.Add($"{engine} fuzzing {target}: exit code {exitCode}");
    if (exitCode == NoNetwork)
        counts.Add(total: 1, failed: 0, skipped: 1, exitCode: 0);
    else
        counts.Add(total: 1, failed: exitCode == 0 ? 0 : 1, skipped: 0, exitCode);
}

int StartFuzzer(FilePath program, string arguments)
{
    Console.WriteLine($"> {program} {arguments}");
    return StartProcess(program, new ProcessSettings
    {
        Arguments = arguments,
        EnvironmentVariables = new Dictionary<string, string>
        {
            ["ASAN_OPTIONS"] = "detect_stack_use_after_return=1",
            ["UBSAN_OPTIONS"] = "print_stacktrace=1",
            ["LSAN_OPTIONS"] = $"suppressions={MakeAbsolute(File("native/tests/lsan.supp"))}:print_suppressions=0",
        },
    });
}

// What the test says of its failure, in one line.
string Reason(XElement test)
{
    var message = test.Descendants().FirstOrDefault(element => element.Name.LocalName == "Message")?.Value ?? "no message";
    return string.Join(" / ", message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(8));
}

int Number(XElement element, string attribute) => int.Parse(element.Attribute(attribute)?.Value ?? "0");

class TestCounts
{
    int passed, failed, skipped;

    public List<string> Failures { get; } = [];

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
