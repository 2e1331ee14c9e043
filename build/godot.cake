// The Godot addon: made of all platforms whose libraries are there, and tested in a real Godot, which runs in a root of its own.

var godot = artifacts.Combine("godot");
var godotInterface = godot.Combine("interface");
var addon = godot.Combine("addons/webrtcnative");

// The names of platforms in a .gdextension file. Godot has none for musl.
var godotPlatforms = new Dictionary<string, string>
{
    ["linux-x64"] = "linux.x86_64",
    ["linux-arm64"] = "linux.arm64",
    ["win-x64"] = "windows.x86_64",
    ["win-arm64"] = "windows.arm64",
    ["osx-x64"] = "macos.x86_64",
    ["osx-arm64"] = "macos.arm64",
};

void MakeGodotRoot() => Run("build/godot-root.sh", "");

// From what this Godot says of itself. The bindings do not change with its version, unless what we use of it does.
void GenerateGodotBindings(bool checkOnly)
{
    EnsureDirectoryExists(godotInterface);
    Run("build/godot-run.sh", $"{godotInterface} --dump-gdextension-interface --dump-extension-api");
    foreach (var options in new[] { "godot.rsp", "godot-api.rsp" })
        Run("dotnet", $"run --project bindings/Generator -- @bindings/{options}" + (checkOnly ? " --check" : ""));
    CheckInterfaceAge();
}

// Godot's header says since when each function is there. An older Godot has to find all that the extension asks for.
void CheckInterfaceAge()
{
    var oldest = new Version(4, 2);
    var header = System.IO.File.ReadAllText(godotInterface.CombineWithFilePath("gdextension_interface.h").FullPath);
    var asked = System.IO.File.ReadAllText("src/WebRtcNative.GodotExtension/GodotFunctions.cs");
    foreach (System.Text.RegularExpressions.Match use in System.Text.RegularExpressions.Regex.Matches(asked, @"Find\(nameof\(GodotInterface\.(\w+)\)\)"))
    {
        var name = use.Groups[1].Value;
        var since = System.Text.RegularExpressions.Regex.Match(header, $@"@name {name}\n(?:(?!\*/)[^@]|@(?!since))*@since (\d+\.\d+)").Groups[1].Value;
        if (since == "" || Version.Parse(since) > oldest)
            throw new CakeException($"{name} is there since Godot {(since == "" ? "?" : since)}, and the addon is for {oldest} and newer.");
    }
}

// ---- The addon ------------------------------------------------------------------------------------------------------

void MakeAddon()
{
    CleanDirectory(addon);
    var libraries = new List<string>();
    var dependencies = new List<string>();
    foreach (var (rid, name) in godotPlatforms)
    {
        var library = nativeLibraries[rid];
        var folder = NativeBuild(rid, library);
        var extension = folder == null ? null : ExtensionBuild(rid, folder, System.IO.Path.GetExtension(library));
        if (extension == null)
        {
            Console.WriteLine($"NOT in the addon, since {nativeArtifacts} does not have it: {rid}");
            continue;
        }
        EnsureDirectoryExists(addon.Combine(rid));
        CopyFileToDirectory(extension, addon.Combine(rid));
        CopyFileToDirectory(folder.CombineWithFilePath(library), addon.Combine(rid));
        libraries.Add($"{name} = \"{rid}/{extension.GetFilename()}\"");
        dependencies.Add($"{name} = {{ \"{rid}/{library}\": \"\" }}");
    }
    System.IO.File.WriteAllText(addon.CombineWithFilePath("webrtcnative.gdextension").FullPath, $"""
        [configuration]

        entry_symbol = "webrtcnative_godot_init"
        compatibility_minimum = "4.2"
        reloadable = true

        [libraries]

        {string.Join('\n', libraries)}

        [dependencies]

        {string.Join('\n', dependencies)}

        """);
    CopyFileToDirectory("src/WebRtcNative.GodotExtension/README.md", addon);
    CopyFileToDirectory("LICENSE", addon);
    WriteNotices(addon.CombineWithFilePath("THIRD-PARTY-NOTICES.txt"));
    // Parts of .NET are linked into the extension: its licence, from the SDK that runs this.
    var sdk = Directory(System.IO.Path.GetDirectoryName(Environment.ProcessPath));
    CopyFile(sdk + File("LICENSE.txt"), addon.CombineWithFilePath("DOTNET-LICENSE.txt"));
    CopyFile(sdk + File("ThirdPartyNotices.txt"), addon.CombineWithFilePath("DOTNET-THIRD-PARTY-NOTICES.txt"));
    Zip(godot, AddonZip(), GetFiles($"{addon}/**/*"));
    Console.WriteLine($"{FileSize(AddonZip()),12:N0} bytes  {AddonZip()}");
}

FilePath AddonZip() => godot.CombineWithFilePath($"webrtcnative-godot-{PackageVersion()}.zip");

// Compiled ahead of time, here for glibc Linux; the others come from machines of their own, beside the native library.
FilePath ExtensionBuild(string rid, DirectoryPath folder, string suffix)
{
    const string Name = "WebRtcNative.GodotExtension";
    if (rid is "linux-x64" or arm64)
    {
        var (_, sysroot) = Ask("env", $"WRTC_PLATFORM={rid} native/engine/sysroot.sh");
        var llvm = Ask("bash", "-c \"source native/engine/versions.sh; echo $llvm_version\"").Said.Single();
        var published = godot.Combine($"published/{rid}");
        // The linker runs again only if its inputs are newer, whatever its options were.
        CleanDirectories($"{artifacts}/dotnet/*/{Name}/release_{rid}/native");
        Run("dotnet", $"publish src/{Name} --configuration Release --output {published} --nologo --verbosity minimal -p:NativeEngine=none -p:ExtensionPlatform={rid}"
            + $" -p:SysRoot={sysroot[0]} -p:CppCompilerAndLinker=clang-{llvm} -p:LinkerFlavor=lld -p:ObjCopyName=llvm-objcopy-{llvm}");
        CheckExports(published.CombineWithFilePath(Name + suffix));
        CopyFileToDirectory(published.CombineWithFilePath(Name + suffix), folder);
    }
    var extension = folder.CombineWithFilePath(Name + suffix);
    return FileExists(extension) ? extension : null;
}

// A symbol that another extension has too would be taken for its own.
void CheckExports(FilePath library)
{
    var (_, exports) = Ask("nm", $"--dynamic --defined-only --format=just-symbols {library}");
    if (!exports.SequenceEqual(["webrtcnative_godot_init@@V1.0"]) && !exports.SequenceEqual(["webrtcnative_godot_init@@V1.0", "V1.0"]))
        throw new CakeException($"{library} exports more than its entry: {string.Join(", ", exports)}");
}

// ---- Tests ----------------------------------------------------------------------------------------------------------

void TestAddon()
{
    CleanDirectory(results);
    var project = MakeGodotProject("project", "tests/WebRtcNative.GodotTests", "docs/godot.md"); // its scripts are tests
    OpenInEditor(project);
    ListExtension(MakeGodotProject("pong", "samples/GodotPong"));
    RunGodotTests(project, Argument("tests", ""));
    // Godot on one side, Chromium or .NET on the other.
    TestWithGodot(TestProject("Interop"), "FullyQualifiedName~.GodotAddon.");
    // Sessions over the sample's signaling server.
    Environment.SetEnvironmentVariable("WEBRTCNATIVE_GODOT_PROJECTS", godot.FullPath);
    TestWithGodot(TestProject("Sample"), "FullyQualifiedName~.GodotSessionTests.|FullyQualifiedName~.GodotChromiumSessionTests.|FullyQualifiedName~.GodotPongTests.");
}

void MeasureAddon()
{
    var project = MakeGodotProject("project", "tests/WebRtcNative.GodotTests");
    ListExtension(project);
    Run("timeout", $"--kill-after=10 10m build/godot-run.sh {project} --script res://programs/figures.gd");
}

// A copy that has the addon, as its users get it: from the zip.
DirectoryPath MakeGodotProject(string name, DirectoryPath source, params FilePath[] files)
{
    var project = godot.Combine(name);
    CleanDirectory(project);
    CopyDirectory(source, project);
    CopyFiles(files, project);
    Unzip(AddonZip(), project);
    return project;
}

// As a person does first: Godot's editor finds the extension and loads it. An editor that is quit earlier may crash, as with --import:
// https://github.com/godotengine/godot/issues/111048.
void OpenInEditor(DirectoryPath project)
{
    var code = StartProcess("build/godot-run.sh",
        new ProcessSettings { Arguments = $"{project} --editor --quit-after 1000", RedirectStandardOutput = true }, out var said);
    if (code != 0)
        throw new CakeException($"Godot's editor ended with {code}:\n{string.Join('\n', said.TakeLast(20))}");
}

// What the editor would write, in less time.
void ListExtension(DirectoryPath project)
{
    EnsureDirectoryExists(project.Combine(".godot"));
    System.IO.File.WriteAllText(project.Combine(".godot").CombineWithFilePath("extension_list.cfg").FullPath,
        "res://addons/webrtcnative/webrtcnative.gdextension\n");
}

void TestWithGodot(FilePath tests, string filter)
{
    DotNetBuild(tests.FullPath, BuildSettings());
    TestManaged(new TestRun(tests, "Godot", filter));
}

// The lines of tests/WebRtcNative.GodotTests/run.gd are counted. A run that does not end is cut off.
void RunGodotTests(DirectoryPath project, string part)
{
    const int Minutes = 20;
    var failures = new List<string>();
    var passed = 0;
    string Read(string line)
    {
        if (line != null)
            Console.WriteLine(line);
        if (line?.StartsWith("ok ") == true)
            passed++;
        if (line?.StartsWith("FAILED ") == true)
            failures.Add($"godot {line["FAILED ".Length..].Trim()}");
        return null;
    }
    var exitCode = StartProcess("timeout", new ProcessSettings
    {
        Arguments = $"--kill-after=10 {Minutes}m build/godot-run.sh {project} --script res://run.gd -- {part}",
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectedStandardOutputHandler = Read,
        // Tests provoke errors; what they do not expect is among their failures.
        RedirectedStandardErrorHandler = _ => null,
    });
    if (exitCode != 0 && failures.Count == 0)
        failures.Add($"godot: the run ended with {exitCode} before its tests did");
    counts.Fail([.. failures]);
    counts.Add(passed + failures.Count, failures.Count, skipped: 0, exitCode);
}
