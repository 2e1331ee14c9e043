// Rules for the files themselves: generated code, lock files, formats, lengths, and the places of names.

void LintAll()
{
    Lint("bindings", "./build.sh --target=Bindings",
        () => Said("dotnet", "run --project bindings/Generator -- @bindings/webrtcnative.rsp --check"));
    Lint("lock files", $"dotnet restore {solution} --force-evaluate", () => Said("dotnet", $"restore {solution} --locked-mode"));
    // As text: the build has checked the style, and loading all projects takes four times as long.
    Lint("format of C#", "dotnet format whitespace . --folder --exclude artifacts bindings/generated",
        () => Said("dotnet", "format whitespace . --folder --verify-no-changes --exclude artifacts bindings/generated"));
    // By name, since versions format differently.
    Lint("format of C and C++", "git ls-files -z 'native/*.c' 'native/*.cc' 'native/*.h' | xargs -0 clang-format-14 -i",
        () => Said("clang-format-14", $"--dry-run --Werror {string.Join(' ', Tracked("native/*.c native/*.cc native/*.h"))}")
            .Where(line => line.Contains(" error: ")));
    Lint("pictures", "docs/pictures.sh", () => Said("docs/pictures.sh", "--check"));
    Lint("length of files", $"{longest} lines at most, and one job each", TooLong);
    Lint("names of one engine outside of native/shim/engine", "the seam hides what differs",
        () => Mentions(@"WRTC_ENGINE_(UPSTREAM|SYSTEM)\b", "native :!native/shim/engine :!native/cmake"));
    Lint("names of the C interface outside of Interop", "the core knows Interop's types, and nothing below",
        () => Mentions(@"\bwrtc_", "src :!src/WebRtcNative/Interop"));
}

const int longest = 300;

// Prints the findings; cure is the command that repairs them, or the rule.
void Lint(string what, string cure, Func<IEnumerable<string>> findings)
{
    var found = findings().ToList();
    Console.WriteLine($"{(found.Count == 0 ? "ok    " : "WRONG ")} {what}");
    found.ForEach(Console.WriteLine);
    if (found.Count > 0)
        counts.Fail($"lint: {what} ({cure})");
    counts.Add(total: 1, failed: found.Count == 0 ? 0 : 1, skipped: 0, exitCode: 0);
}

// The output of a failed program; nothing if it succeeds.
IEnumerable<string> Said(string program, string arguments)
{
    var (exitCode, said) = Ask(program, arguments);
    return exitCode == 0 ? [] : said.Append($"{program} ended with {exitCode}.");
}

IEnumerable<string> TooLong() =>
    from file in Tracked("*.cs *.c *.cc *.h *.cake *.sh *.py *.js *.go *.cmake *.csproj *.props .ci/run :!bindings/generated")
    let lines = System.IO.File.ReadLines(file).Count()
    where lines > longest
    select $"{file}: {lines} lines";

IEnumerable<string> Tracked(string paths) => Ask("git", $"ls-files -- {paths}").Said;

// The lines that have the pattern. That there are none is git's exit code 1.
IEnumerable<string> Mentions(string pattern, string paths)
{
    var (exitCode, said) = Ask("git", $"grep -nE \"{pattern}\" -- {paths}");
    return exitCode <= 1 ? said : throw new CakeException($"git grep {pattern} ended with {exitCode}: {string.Join('\n', said)}");
}

(int ExitCode, List<string> Said) Ask(string program, string arguments)
{
    var settings = new ProcessSettings { Arguments = arguments, RedirectStandardOutput = true, RedirectStandardError = true };
    var exitCode = StartProcess(program, settings, out var output, out var errors);
    return (exitCode, [.. output, .. errors]);
}
