// Run by build.sh:  ./build.sh --target=Engine|Portable|Native|Bindings|Build|Lint|Test|Page|Signaling|Interop|Windows|Musl|Arm64|Fuzz|Bench|Demo|Pack|Smoke|Godot|Docs|Clean
//                              [--engine=auto|system|upstream] [--configuration=Release|Debug]
//                              [--library=net8.0 (Test: the .NET tests, on the assemblies for .NET 8)]
//                              [--without=TortureTests (Test: .NET tests, without those of a project)]
//                              [--again (Test, Interop: few failed tests may pass by themselves, and are named)]
//                              [--sanitize (Test: on Debian's engine too)]
//                              [--check (Bindings: compare only)] [--seconds=60 (Fuzz: for each target)]
//                              [--install (Engine: replaces the one that is there)] [--present (Pack: compiles no engine)]
//                              [--platform=linux-x64|linux-arm64|linux-musl-x64|win-x64|win-arm64 (Engine, Portable)]
//                              [--bindings (Godot: writes its bindings anew)] [--tests=PART_OF_A_NAME (Godot)]
//                              [--figures (Godot: measures beside ENet, and tests nothing)]
//                              [--quick, --rounds=5 (Bench: one short round)] [--peers (Bench: other libraries too)] [--sound, --video (Bench: calls)]
var home = EnvironmentVariable("HOME") ?? EnvironmentVariable("USERPROFILE");
var target = Argument("target", "Build");
var configuration = Argument("configuration", "Release");
var engine = ChooseEngine(Argument("engine", "auto"));
var platform = Argument("platform", "linux-x64");
var library = Argument("library", "");

var solution = "WebRtcNative.sln";
var artifacts = MakeAbsolute(Directory("artifacts"));
var results = artifacts.Combine($"tests/{engine}");
var counts = new TestCounts();
#load "build/lint.cake"
#load "build/test.cake"
#load "build/pack.cake"
#load "build/docs.cake"
#load "build/godot.cake"
#load "build/windows.cake"
#load "build/linux.cake"

Setup(context => Console.WriteLine($"Engine: {engine}   Configuration: {configuration}"));

// ---- Targets --------------------------------------------------------------------------------------------------------

Task("Engine")
    .Description("Compiles Google's libwebrtc from source: 1 GB to download, and the better part of an hour.")
    .Does(() => BuildEngine(platform, HasArgument("install")));

Task("Portable")
    .Description("Compiles the library that is given to users, on the upstream engine, and tests it.")
    .Does(() =>
    {
        BuildPortable(platform);
        TestNative(platform);
        counts.Check();
    });

Task("Native")
    .Description("Configures and compiles the shim with the chosen engine.")
    .Does(() => BuildNative(engine));

Task("Bindings")
    .Description("Generates the P/Invoke declarations from the C header; with --check only compares.")
    .Does(() => GenerateBindings(checkOnly: HasArgument("check")));

Task("Build")
    .Description("Compiles everything.")
    .IsDependentOn("Native")
    .Does(() => DotNetBuild(solution, BuildSettings()));

Task("Lint")
    .Description("Bindings, lock files, formats, lengths of files, and which names are used where.")
    .Does(() =>
    {
        LintAll();
        counts.Check();
    });

Task("Test")
    .Description("Bindings up to date? C tests, plain and (upstream) under two sanitizers; then the .NET tests.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        CleanDirectory(results);
        if (library == "")
            TestNativeAll();

        // From the last name to the first, as the longest happen to be the last.
        // The tests with Redis, several nodes and pages, and of memory, are the target Signaling's.
        var projects = GetFiles("tests/*Tests/*.csproj").Select(file => new TestRun(file,
            Filter: file.GetFilename().ToString().Contains("Signaling") ? "FullyQualifiedName!~.Cluster.&FullyQualifiedName!~.Page.&FullyQualifiedName!~.MemoryTests" : null)).OrderByDescending(run => run.Name);
        string[] without = ["InteropTests", "PackageTests", .. Arguments<string>("without", [])];
        TestManaged(atOnce: 3, projects.Where(run => !without.Any(run.Name.EndsWith)));
        counts.Check();
    });

Task("Interop")
    .Description("Talks with browsers, other libraries and TURN servers, over broken networks.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        CleanDirectory(results);
        var project = TestProject("Interop");
        string[] browsers = ["Chromium", "Firefox"];
        // The addon's are the target Godot's.
        string[] elsewhere = [.. browsers.Select(name => $"FullyQualifiedName!~.Browser.{name}"), "FullyQualifiedName!~.GodotAddon."];
        TestManaged(atOnce: 3, [new TestRun(project, "Others", string.Join('&', elsewhere)),
            .. browsers.Select(name => new TestRun(project, name, $"FullyQualifiedName~.Browser.{name}"))]);
        counts.Check();
    });

Task("Page")
    .Description("Checks the types of the JavaScript client, and makes the script of the sample Lobby's page.")
    .Does(() =>
    {
        Run("npm", "ci --no-audit --no-fund", "js");
        Run("npm", "run check", "js");
        Run("npm", "run build", "js");
    });

Task("Signaling")
    .Description("The signaling server and its clients: hostile clients, broken networks, several nodes with Redis, pages.")
    .IsDependentOn("Page")
    .IsDependentOn("Build")
    .Does(() =>
    {
        CleanDirectory(results);
        TestPageClient();
        TestManaged(new TestRun(TestProject("Signaling")));
        counts.Check();
    });

Task("Windows")
    .Description("win-x64, on this machine in wine: C tests, .NET tests, the package's programs, peers with other systems and in a browser.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        TestWindows();
        counts.Check();
    });

Task("Musl")
    .Description("linux-musl-x64, on this machine: C tests, .NET tests, the package's programs, peers with glibc and in a browser.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        TestMusl();
        counts.Check();
    });

Task("Arm64")
    .Description("linux-arm64, on this machine in qemu-user: C tests, .NET tests, the package's programs, peers with x64 and in a browser.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        TestArm64();
        counts.Check();
    });

Task("Fuzz")
    .Description("Fuzzes the C interface with libFuzzer and AddressSanitizer, for some seconds each target.")
    .Does(() =>
    {
        BuildNative($"{engine}-fuzz");
        var seconds = Argument("seconds", 60);
        // Debian's engine has no program for the decoders. They are not instrumented, so little comes of more time.
        var targets = GetSubDirectories("native/fuzz/corpus").Select(corpus => corpus.GetDirectoryName())
            .Where(target => target != "decoders" || engine == "upstream");
        AtOnce(2, targets, target => Fuzz(target, target == "decoders" ? Math.Max(1, seconds / 4) : seconds));
        counts.Check();
    });

Task("Bench")
    .Description("Measures the upstream engine beside the C++ ceiling, and writes docs/performance/upstream.md, sound.md or video.md.")
    .WithCriteria(() => engine == "upstream", "Figures are given of the upstream engine alone.")
    .IsDependentOn("Build")
    .Does(() => Run("dotnet", $"run --project benchmarks/Bench --no-build --configuration {configuration}"
        + $" --property:NativeEngine={engine} --" + (HasArgument("quick") ? " --quick" : "") + (HasArgument("peers") ? " --peers" : "")
        + (HasArgument("sound") ? " --sound" : "") + (HasArgument("video") ? " --video" : "")
        + (HasArgument("rounds") ? $" --rounds {Argument<int>("rounds")}" : "")));

Task("Demo")
    .Description("Two processes exchange a 64 MiB file over WebRTC.")
    .IsDependentOn("Build")
    .Does(() => Run("dotnet", $"run --project samples/FileDrop --no-build --configuration {configuration}"
        + $" --property:NativeEngine={engine} -- demo"));

Task("Pack")
    .Description("Makes the packages in artifacts/packages, then Smoke. Missing engines are compiled, an hour each; with --present the packages go without.")
    .Does(() => PackAll(compilesEngines: !HasArgument("present")))
    .Does(() => TestPacked());

Task("Smoke")
    .Description("Programs that know nothing but the packages in artifacts/packages: built in every form, and run.")
    .Does(() => TestPacked());

Task("Godot")
    .Description("Makes the Godot addon in artifacts/godot, and tests it in a real Godot; as root.")
    .WithCriteria(() => engine == "upstream", "Debian's engine needs Debian's libraries, which an addon cannot bring.")
    .IsDependentOn("MissingEngine")
    .IsDependentOn("Native") // for the tests in .NET
    .Does(() =>
    {
        MakeGodotRoot();
        GenerateGodotBindings(checkOnly: !HasArgument("bindings"));
        MakeAddon();
        if (HasArgument("figures"))
            MeasureAddon();
        else
            TestAddon();
        counts.Check();
    });

Task("MissingEngine")
    .WithCriteria(() => engine == "upstream" && !HasEngine("linux-x64"))
    .Does(() => BuildEngine("linux-x64", install: true));

Task("Docs")
    .Description("Makes the site in artifacts/docs/site; a warning or a broken link is an error.")
    .IsDependentOn("Build")
    .Does(() => MakeDocs());

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
    // The last lines, after Cake's own report, and after a failure too.
    if (!counts.IsEmpty)
        Console.WriteLine(string.Join('\n', counts.Report()));
}

// ---- Steps ----------------------------------------------------------------------------------------------------------

string ChooseEngine(string asked)
{
    return asked switch
    {
        "auto" => HasEngine("linux-x64") || target == "Godot" ? "upstream" : "system",
        "system" or "upstream" => asked,
        _ => throw new CakeException($"--engine={asked}: choose auto, system or upstream."),
    };
}

DotNetBuildSettings BuildSettings() => new()
{
    Configuration = configuration,
    NoLogo = true,
    Verbosity = DotNetVerbosity.Minimal,
    MSBuildSettings = new DotNetMSBuildSettings().WithProperty("NativeEngine", engine).WithProperty("LibraryFramework", library),
};

string UpstreamEngine(string platform) => $"{home}/.cache/webrtcnative/m150/{platform}/dist/lib/libwebrtc.a";

bool HasEngine(string platform) => FileExists(UpstreamEngine(platform));

void BuildEngine(string platform, bool install)
{
    RunEngineScript("fetch.sh", platform);
    RunEngineScript("prepare.sh", platform);
    RunEngineScript("build.sh", platform);
    RunEngineScript(install ? "pack.sh --install" : "pack.sh", platform);
}

void BuildPortable(string platform, string target = "all")
{
    RunEngineScript("sysroot.sh", platform);
    BuildNative(platform, target);
}

void RunEngineScript(string command, string platform) => Run("env", $"WRTC_PLATFORM={platform} native/engine/{command}");

void BuildNative(string preset, string target = "all")
{
    Run("cmake", $"--preset {preset}", "native");
    Run("cmake", $"--build --preset {preset} --target {target}", "native");
}

void GenerateBindings(bool checkOnly) =>
    Run("dotnet", "run --project bindings/Generator -- @bindings/webrtcnative.rsp" + (checkOnly ? " --check" : ""));

FilePath TestProject(string subject) => GetFiles($"tests/WebRtcNative.{subject}Tests/*.csproj").Single();

void Run(string program, string arguments, string folder = ".")
{
    var exitCode = Start(program, arguments, folder);
    if (exitCode != 0)
        throw new CakeException($"{program} {arguments} ended with {exitCode}.");
}

int Start(string program, string arguments, string folder = ".")
{
    Console.WriteLine($"> {program} {arguments}");
    var watch = System.Diagnostics.Stopwatch.StartNew();
    var exitCode = StartProcess(program, new ProcessSettings { Arguments = arguments, WorkingDirectory = folder });
    Console.WriteLine($"< {watch.Elapsed.TotalSeconds:0} s: {program} {arguments}");
    return exitCode;
}
