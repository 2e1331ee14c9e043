// Runs the tests of every kind, and counts them.
using System.Xml.Linq;

// A failing test does not stop the run, since the other results are worth knowing. TestCounts.Check ends it.
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

void TestManaged(FilePath project)
{
    var report = results.CombineWithFilePath($"{project.GetFilenameWithoutExtension()}.trx");
    var exitCode = RunTests(project, report);
    var trx = ReadTrx(report);
    var failures = trx["UnitTestResult"].Where(test => test.Attribute("outcome").Value == "Failed").ToList();
    var counters = trx["Counters"].Single();
    var (total, executed, passed) = (Number(counters, "total"), Number(counters, "executed"), Number(counters, "passed"));
    var isCutShort = trx["RunInfo"].Any(info => info.Value.Contains("aborted")); // by a crash or a hang
    if (isCutShort || (exitCode != 0 && failures.Count == 0))
        counts.Failures.Add($"{engine} {project.GetFilenameWithoutExtension()}: the run ended with {exitCode} before its tests did");
    else if (HasArgument("again") && failures.Count is > 0 and <= 3 && PassAgain(project, trx, failures))
    {
        counts.Unsteady.AddRange(failures.Select(Describe));
        counts.Add(total, failed: 0, total - executed, exitCode: 0);
        return;
    }
    counts.Failures.AddRange(failures.Select(Describe));
    counts.Add(total, executed - passed, total - executed, exitCode);
}

// A test that fails among thousands and then passes by itself does not block unrelated work; its name is printed, because it is
// a bug.
bool PassAgain(FilePath project, ILookup<string, XElement> trx, List<XElement> failures)
{
    var methods = trx["UnitTest"].ToDictionary(
        test => test.Attribute("id").Value, test => test.Elements().Single(element => element.Name.LocalName == "TestMethod"));
    var names = failures.Select(test => methods[test.Attribute("testId").Value])
        .Select(method => $"FullyQualifiedName={method.Attribute("className").Value}.{method.Attribute("name").Value}").Distinct();
    var report = results.CombineWithFilePath($"{project.GetFilenameWithoutExtension()}.again.trx");
    return RunTests(project, report, string.Join('|', names)) == 0 && Number(ReadTrx(report)["Counters"].Single(), "passed") >= failures.Count;
}

ILookup<string, XElement> ReadTrx(FilePath report) => XDocument.Load(report.FullPath).Descendants().ToLookup(element => element.Name.LocalName);

int RunTests(FilePath project, FilePath report, string filter = null)
{
    // The limit for a hang without a deadline: longer than the deadlines that tests have (Wait.cs), several of which one test
    // may need, and than any test takes on a machine ten times slower.
    const string Hang = "20m";
    var exitCode = Start("dotnet", $"test {project} --no-build --configuration {configuration} --nologo"
        + $" -p:NativeEngine={engine} --results-directory {results}"
        + $" --blame-hang-timeout {Hang} --blame-hang-dump-type mini" + (filter == null ? "" : $" --filter \"{filter}\"")
        + $" --logger \"console;verbosity=minimal\" --logger \"trx;LogFileName={report.GetFilename()}\"");
    if (!FileExists(report))
        throw new CakeException($"dotnet test {project} ended with {exitCode} and without a report.");
    return exitCode;
}

void TestPackages()
{
    CleanDirectory(results);
    var project = GetFiles("tests/*Tests/*.csproj").Single(IsPackage);
    DotNetBuild(project.FullPath, new DotNetBuildSettings { Configuration = configuration, NoLogo = true, Verbosity = DotNetVerbosity.Minimal });
    MakeOldestSystem();
    TestManaged(project);
    counts.Check();
}

// A root of the oldest supported system, for programs that bring their own .NET. If it cannot be made, those tests are skipped
// and say so.
void MakeOldestSystem()
{
    var place = $"{home}/.cache/webrtcnative/roots/debian-11";
    if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || DirectoryExists(place))
        return;
    Console.WriteLine($"Debian 11 into {place}");
    CleanDirectory($"{place}.part");
    var code = StartProcess("debootstrap",
        new ProcessSettings { Arguments = $"--variant=minbase bullseye {place}.part", RedirectStandardOutput = true }, out var said);
    if (code == 0)
        MoveDirectory($"{place}.part", place);
    else
        Console.WriteLine($"debootstrap failed ({code}):\n{string.Join('\n', said.TakeLast(5))}");
}

// First the inputs that once failed, then the committed corpus and the corpus that grows from it in artifacts.
void Fuzz(string target, int seconds)
{
    const int NoNetwork = 75; // network.h
    var program = artifacts.CombineWithFilePath($"cmake/{engine}-fuzz/fuzz/{target}_fuzz");
    var grown = artifacts.Combine($"fuzz/{engine}/{target}");
    EnsureDirectoryExists(grown);
    var regressions = GetFiles($"native/fuzz/regressions/{target}/*");
    // Only a hang takes so long for one input, however busy the machine is.
    var limits = $"-timeout=1800 -rss_limit_mb=4096 -artifact_prefix={artifacts}/fuzz/{engine}/{target}-";

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

// A test and its failure message, in one line.
string Describe(XElement test)
{
    var message = test.Descendants().FirstOrDefault(element => element.Name.LocalName == "Message")?.Value ?? "no message";
    var lines = string.Join(" / ", message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(8));
    return $"{engine} {test.Attribute("testName").Value}: {lines}";
}

int Number(XElement element, string attribute) => int.Parse(element.Attribute(attribute)?.Value ?? "0");

class TestCounts
{
    int passed, failed, skipped;

    public List<string> Failures { get; } = [];

    /// <summary>Failed, and passed by themselves.</summary>
    public List<string> Unsteady { get; } = [];

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
