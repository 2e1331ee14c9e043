// Runs the tests of every kind, and counts them.
using System.Xml.Linq;

void TestNativeAll()
{
    GenerateBindings(checkOnly: true);
    TestNative(engine);
    if (engine != "upstream" && !HasArgument("sanitize"))
        return;
    foreach (var preset in new[] { $"{engine}-asan", $"{engine}-tsan" })
    {
        BuildNative(preset);
        TestNative(preset);
    }
}

// A failing test does not stop the run, since the other results are worth knowing. TestCounts.Check ends it.
void TestNative(string preset)
{
    var report = results.CombineWithFilePath($"ctest-{preset}.xml");
    var exitCode = Start("ctest", $"--preset {preset} --output-junit {report}", "native");
    if (exitCode != 0 && !FileExists(report))
        throw new CakeException($"ctest --preset {preset} ended with {exitCode} and without a report.");

    var suite = XDocument.Load(report.FullPath).Root;
    var (total, failed, skipped) = (Number(suite, "tests"), Number(suite, "failures"), Number(suite, "skipped") + Number(suite, "disabled"));
    var failures = suite.Elements("testcase").Where(test => test.Attribute("status")?.Value == "fail")
        .Select(test => $"{preset} {test.Attribute("name").Value}").ToArray();
    if (MayPassAgain(failures.Length) && Start("ctest", $"--preset {preset} --rerun-failed", "native") == 0)
    {
        counts.Waver(failures);
        (failures, failed, exitCode) = ([], 0, 0);
    }
    counts.Fail(failures);
    counts.Add(total, failed, skipped, exitCode);
}

// A test that fails among thousands and then passes by itself does not block unrelated work; its name is printed, because it is
// a bug.
bool MayPassAgain(int failures) => HasArgument("again") && failures is > 0 and <= 3;

// Test projects, or parts of one, at the same time and each in a process of its own: they wait more than they compute, and within
// a process tests run one by one, since each ends by counting the native objects.
void TestManaged(int atOnce, IEnumerable<TestRun> runs) => AtOnce(atOnce, runs, TestManaged);

void TestManaged(TestRun run)
{
    var exitCode = RunTests(run, run.Name, run.Filter);
    var trx = ReadTrx(run.Name);
    var failures = trx["UnitTestResult"].Where(test => test.Attribute("outcome").Value == "Failed").ToList();
    var counters = trx["Counters"].Single();
    var (total, executed, passed) = (Number(counters, "total"), Number(counters, "executed"), Number(counters, "passed"));
    var remarks = trx["RunInfo"].Select(info => info.Value.Trim().ReplaceLineEndings(" / ")).ToList();
    var isCutShort = remarks.Any(remark => remark.Contains("aborted")); // by a crash or a hang
    if (isCutShort || (exitCode != 0 && failures.Count == 0))
        counts.Fail($"{engine} {run.Name}: the run ended with {exitCode} before its tests did: {string.Join("; ", remarks)}");
    else if (MayPassAgain(failures.Count) && PassAgain(run, trx, failures))
    {
        counts.Waver(failures.Select(Describe));
        counts.Add(total, failed: 0, total - executed, exitCode: 0);
        return;
    }
    counts.Fail([.. failures.Select(Describe)]);
    counts.Add(total, executed - passed, total - executed, exitCode);
}

bool PassAgain(TestRun run, ILookup<string, XElement> trx, List<XElement> failures)
{
    var methods = trx["UnitTest"].ToDictionary(
        test => test.Attribute("id").Value, test => test.Elements().Single(element => element.Name.LocalName == "TestMethod"));
    var names = failures.Select(test => methods[test.Attribute("testId").Value])
        .Select(method => $"FullyQualifiedName={method.Attribute("className").Value}.{method.Attribute("name").Value}").Distinct();
    var name = $"{run.Name}.again";
    return RunTests(run, name, string.Join('|', names)) == 0 && Number(ReadTrx(name)["Counters"].Single(), "passed") >= failures.Count;
}

// The JavaScript client, by node's own test runner, which ends with its counts.
void TestPageClient()
{
    var server = $"{artifacts}/dotnet/bin/WebRtcNative.Signaling.Program/{configuration.ToLowerInvariant()}/webrtc-signaling.dll";
    var settings = new ProcessSettings
    {
        Arguments = "test",
        WorkingDirectory = "js",
        EnvironmentVariables = new Dictionary<string, string> { ["WEBRTC_SIGNALING"] = server },
        RedirectStandardOutput = true,
    };
    var exitCode = StartProcess("npm", settings, out var said);
    var lines = said.ToList();
    lines.ForEach(Console.WriteLine);
    int Count(string what) => lines.Select(line => line.Split(' '))
        .Where(words => words.Length == 3 && words[1] == what).Select(words => int.Parse(words[2])).LastOrDefault();
    if (Count("tests") == 0)
        throw new CakeException($"npm test ended with {exitCode} and without counts.");
    counts.Fail([.. lines.Where(line => line.TrimStart().StartsWith('\u2716') && !line.EndsWith(':')).Select(line => $"js {line.Trim()}").Distinct()]);
    counts.Add(Count("tests"), Count("fail") + Count("cancelled"), Count("skipped"), exitCode);
}

FilePath Trx(string name) => results.CombineWithFilePath($"{name}.trx");

ILookup<string, XElement> ReadTrx(string name) =>
    XDocument.Load(Trx(name).FullPath).Descendants().ToLookup(element => element.Name.LocalName);

int RunTests(TestRun run, string name, string filter)
{
    // The limit for a hang without a deadline: longer than the deadlines that tests have (Wait.cs), several of which one test
    // may need, and than any test takes on a machine ten times slower.
    const string Hang = "20m";
    var exitCode = StartBesideOthers(name, "dotnet", $"test {run.Project} --no-build --configuration {configuration} --nologo"
        + $" -p:NativeEngine={engine} -p:LibraryFramework={library} --results-directory {results}"
        + $" --blame-hang-timeout {Hang} --blame-hang-dump-type mini" + (filter == null ? "" : $" --filter \"{filter}\"")
        + $" --logger \"console;verbosity=minimal\" --logger \"trx;LogFileName={name}.trx\""
        + (run.Dotnet == null ? "" : $" -- RunConfiguration.DotNetHostPath={run.Dotnet}"));
    if (!FileExists(Trx(name)))
        throw new CakeException($"dotnet test {run.Project} ended with {exitCode} and without a report.");
    return exitCode;
}

// In their order, each as soon as there is room for it; without the partitioner two of three might wait for one another.
void AtOnce<T>(int most, IEnumerable<T> items, Action<T> action) => System.Threading.Tasks.Parallel.ForEach(
    System.Collections.Concurrent.Partitioner.Create(items, System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering),
    new ParallelOptions { MaxDegreeOfParallelism = most }, action);

// The name in front distinguishes its lines from those of others.
int StartBesideOthers(string name, FilePath program, string arguments, Dictionary<string, string> environment = null)
{
    Console.WriteLine($"{name}> {program} {arguments}");
    string Print(string line)
    {
        if (!string.IsNullOrWhiteSpace(line))
            Console.WriteLine($"{name}: {line}");
        return null;
    }
    var watch = System.Diagnostics.Stopwatch.StartNew();
    var exitCode = StartProcess(program, new ProcessSettings
    {
        Arguments = arguments,
        EnvironmentVariables = environment,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectedStandardOutputHandler = Print,
        RedirectedStandardErrorHandler = Print,
    });
    Console.WriteLine($"{name}< {watch.Elapsed.TotalSeconds:0} s");
    return exitCode;
}

void TestPacked()
{
    CleanDirectory(results);
    TestPackages();
    counts.Check();
}

// All of their tests, or those that a filter leaves.
void TestPackages(string filter = null, string part = null)
{
    var project = TestProject("Package");
    DotNetBuild(project.FullPath, new DotNetBuildSettings { Configuration = configuration, NoLogo = true, Verbosity = DotNetVerbosity.Minimal });
    MakeOldestSystem();
    if (HasMuslSystem())
        MakeMuslSystem();
    if (HasArm64System())
        MakeArm64System();
    if (HasWine())
        MakeWine();
    TestManaged(new TestRun(project, part, filter));
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

    var exitCode = regressions.Count == 0 ? 0 : StartFuzzer(target, program, $"{limits} {string.Join(' ', regressions)}");
    if (exitCode == 0)
        exitCode = StartFuzzer(target, program, $"{limits} -max_total_time={seconds} -print_final_stats=1 {grown} native/fuzz/corpus/{target}");
    if (exitCode != 0 && exitCode != NoNetwork)
        counts.Fail($"{engine} fuzzing {target}: exit code {exitCode}");
    if (exitCode == NoNetwork)
        counts.Add(total: 1, failed: 0, skipped: 1, exitCode: 0);
    else
        counts.Add(total: 1, failed: exitCode == 0 ? 0 : 1, skipped: 0, exitCode);
}

int StartFuzzer(string target, FilePath program, string arguments) => StartBesideOthers(target, program, arguments, new()
{
    ["ASAN_OPTIONS"] = "detect_stack_use_after_return=1",
    ["UBSAN_OPTIONS"] = "print_stacktrace=1",
    ["LSAN_OPTIONS"] = $"suppressions={MakeAbsolute(File("native/tests/lsan.supp"))}:print_suppressions=0",
});

// A test and its failure message, in one line.
string Describe(XElement test)
{
    var message = test.Descendants().FirstOrDefault(element => element.Name.LocalName == "Message")?.Value ?? "no message";
    var lines = string.Join(" / ", message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(8));
    return $"{engine} {test.Attribute("testName").Value}: {lines}";
}

int Number(XElement element, string attribute) => int.Parse(element.Attribute(attribute)?.Value ?? "0");

// A test project, or the part of it that a filter leaves; run by another dotnet than this machine's if there is one.
record TestRun(FilePath Project, string Part = null, string Filter = null, FilePath Dotnet = null)
{
    public string Name { get; } = Project.GetFilenameWithoutExtension() + (Part == null ? "" : $".{Part}");
}

// The counts so far; from any thread.
class TestCounts
{
    readonly object _lock = new();
    readonly List<string> _failures = [], _unsteady = [];
    int _passed, _failed, _skipped;

    public bool IsEmpty => _passed + _failed + _skipped == 0;

    public void Fail(params string[] failures)
    {
        lock (_lock)
            _failures.AddRange(failures);
    }

    // They failed, and passed by themselves.
    public void Waver(IEnumerable<string> tests)
    {
        lock (_lock)
            _unsteady.AddRange(tests);
    }

    public void Add(int total, int failed, int skipped, int exitCode)
    {
        // A crash after the last test, or a run that a hang cut short, is a failure that no test is marked with.
        if (exitCode != 0 && failed == 0)
            (total, failed) = (total + 1, 1);

        lock (_lock)
        {
            _passed += total - failed - skipped;
            _failed += failed;
            _skipped += skipped;
        }
    }

    public void Check()
    {
        if (_failed > 0)
            throw new CakeException("Tests failed.");
    }

    public IEnumerable<string> Report() =>
        [.. _unsteady.Select(test => $"UNSTEADY {test}"), .. _failures.Select(failure => $"FAILED {failure}"),
         $"{_passed} passed, {_failed} failed, {_skipped} skipped"];
}
