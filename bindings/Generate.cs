#:property PublishAot=false
#:property InvariantGlobalization=true

// Reads the shim's C header through clang and writes the raw P/Invoke in ClangSharp's shape, and the layout program.
// It knows exactly what the C ABI allows. Everything else is refused: a guess here would be a corrupted stack there.

using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

try
{
    var check = args.Contains("--check");
    var options = new Options(args.Where(a => a != "--check"));
    var header = new Header(options);
    var layout = Path.Combine(Path.GetDirectoryName(options.Output)!, "layout.g.c");
    return Deliver(options.Output, CSharp.Write(header, options), check)
        & Deliver(layout, LayoutProgram.Write(header, options), check) ? 0 : 1;
}
catch (Exception e) when (e is NotSupportedException or IOException or Win32Exception)
{
    Console.Error.WriteLine($"Generate.cs: {e.Message}");
    return 1;
}

static bool Deliver(string path, string[] lines, bool check)
{
    string[] generated = [.. lines, ""];
    if (!check)
        File.WriteAllText(path, string.Join('\n', generated));
    var committed = File.Exists(path) ? File.ReadAllText(path).Split('\n') : [];
    if (committed.SequenceEqual(generated))
        return true;
    var line = committed.Zip(generated).TakeWhile(pair => pair.First == pair.Second).Count();
    string Show(string[] text) => line < text.Length ? text[line].Replace("\r", "\\r") : "(end of file)";
    Console.Error.WriteLine($"{path}: not what the header gives\n@@ line {line + 1} @@");
    Console.Error.WriteLine($"-{Show(committed)}\n+{Show(generated)}");
    return false;
}

/// <summary>The part of ClangSharpPInvokeGenerator's options that this project uses.</summary>
internal sealed class Options
{
    private static readonly string[] s_known =
    [
        "--file", "--traverse", "--exclude", "--include-directory", "--language", "--std", "--namespace", "-m", "-l",
        "-hf", "--output", "--config", "--with-access-specifier", "--with-type",
    ];

    private readonly Dictionary<string, List<string>> _values = s_known.ToDictionary(o => o, _ => new List<string>());
    private readonly HashSet<string> _traversed;

    public Options(IEnumerable<string> arguments)
    {
        var option = "";
        foreach (var token in arguments.SelectMany(a => a.StartsWith('@') ? System.IO.File.ReadAllLines(a[1..]) : [a]))
        {
            option = token.StartsWith('-') ? token : option;
            if (!_values.TryGetValue(option, out var given))
                throw new NotSupportedException($"The option '{token}' is not supported.");
            given.AddRange(token == option ? [] : [token]);
        }
        _traversed = [.. _values["--traverse"].Append(File).Select(Path.GetFullPath)];

        // The output has one form. The options that ask ClangSharp for it must be there, and may ask for no other.
        Require("--language", "c");
        Require("--config", "latest-codegen single-file generate-file-scoped-namespaces generate-macro-bindings");
        Require("--with-access-specifier", "*=Internal");
        Require("--with-type", "*=int");
    }

    public string File => One("--file");
    public string Namespace => One("--namespace");
    public string MethodClass => One("-m");
    public string Library => One("-l");
    public string HeaderFile => One("-hf");
    public string Output => One("--output");

    public string[] ClangArguments =>
        [.. _values["--include-directory"].Select(d => "-I" + d), "-xc", "-std=" + One("--std"), File];

    public bool Wants(string name, string path) =>
        _traversed.Contains(Path.GetFullPath(path)) && !_values["--exclude"].Contains(name);

    private string One(string option) =>
        _values[option] is [var value] ? value : throw new NotSupportedException($"{option} needs exactly one value.");

    private void Require(string option, string needed)
    {
        if (string.Join(' ', _values[option]) != needed)
            throw new NotSupportedException($"The option {option} is supported with exactly '{needed}'.");
    }
}

internal sealed record Variable(string Type, string Name) { public override string ToString() => $"{Type} {Name}"; }
internal sealed record Constant(string Name, int Value);
internal sealed record Enumeration(string Name, List<Constant> Members);
internal sealed record Structure(string Name, List<Variable> Fields, bool Opaque);
internal sealed record Function(string Name, string Result, List<Variable> Parameters);

/// <summary>What the header declares, in its order, with C# types.</summary>
internal sealed class Header
{
    private readonly HashSet<string> _names = [];
    private string _file = "<none>";

    public List<Constant> Constants { get; } = [];
    public List<Enumeration> Enumerations { get; } = [];
    public List<Structure> Structures { get; } = [];
    public List<Function> Functions { get; } = [];

    public Header(Options options)
    {
        AddMacros(Clang(["-E", "-dD"], options), options);

        using var tree = JsonDocument.Parse(Clang(["-fsyntax-only", "-Xclang", "-ast-dump=json"], options));
        foreach (var declaration in Inner(tree.RootElement))
        {
            var (name, kind) = (Text(declaration, "name"), Text(declaration, "kind"));
            FollowFile(declaration.GetProperty("loc"));
            if (options.Wants(name, _file))
                Add(declaration, name, kind);
            FollowFile(declaration);
        }
    }

    private static string Clang(string[] action, Options options)
    {
        string[] arguments = [.. action, .. options.ClangArguments];
        using var clang = Process.Start(new ProcessStartInfo("clang", arguments) { RedirectStandardOutput = true })!;
        var text = clang.StandardOutput.ReadToEnd();
        clang.WaitForExit();
        return clang.ExitCode == 0 ? text : throw new NotSupportedException("clang does not accept the header.");
    }

    private void AddMacros(string preprocessed, Options options)
    {
        var file = _file;
        foreach (var line in preprocessed.Split('\n'))
        {
            if (Regex.Match(line, "^# \\d+ \"(.*)\"") is { Success: true } marker)
                file = marker.Groups[1].Value;
            var macro = Regex.Match(line, @"^#define (\w+)(.+)");
            var (name, value) = (macro.Groups[1].Value, macro.Groups[2].Value);
            if (macro.Success && value != " " && options.Wants(name, file)) // " " is an include guard
                Constants.Add(new(name, Integer(value.Trim(), name)));
        }
    }

    // clang names the file of a location only where it differs from the one before: each has to be followed.
    private void FollowFile(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            element.EnumerateArray().ToList().ForEach(FollowFile);
        if (element.ValueKind == JsonValueKind.Object)
        {
            _file = Text(element, "file") is { Length: > 0 } named ? named : _file;
            element.EnumerateObject().Where(p => p.Name != "includedFrom").ToList().ForEach(p => FollowFile(p.Value));
        }
    }

    private void Add(JsonElement declaration, string name, string kind)
    {
        switch (kind)
        {
            case not "TypedefDecl" when !_names.Add(name):
                throw Refuse(name, "a second declaration");
            case "EnumDecl" when name != "" && Text(declaration, "fixedUnderlyingType") == "":
                Enumerations.Add(new(name, Members(declaration, name)));
                break;
            case "RecordDecl" when name != "" && Text(declaration, "tagUsed") == "struct":
                var opaque = Text(declaration, "completeDefinition") == "";
                Structures.Add(new(name, Fields(declaration, name), opaque));
                break;
            case "FunctionDecl" when Text(declaration, "storageClass") + Text(declaration, "variadic") == "":
                Functions.Add(Function(declaration, name));
                break;
            case "TypedefDecl" when Regex.Replace(Type(declaration), "^(struct|enum) ", "") == name:
                _ = Only(declaration, name, "ElaboratedType", "RecordType", "EnumType").Count();
                break;
            default:
                throw Refuse(name, $"this form of {kind} {Text(declaration, "tagUsed")}".TrimEnd());
        }
    }

    private static List<Constant> Members(JsonElement declaration, string name) =>
        [.. Only(declaration, name, "EnumConstantDecl").Select(m => new Constant(
            Text(m, "name"), Integer(Inner(m).Select(v => Text(v, "value")).FirstOrDefault(""), Text(m, "name"))))];

    private List<Variable> Fields(JsonElement declaration, string name) =>
        [.. Only(declaration, name, "FieldDecl").Select(f => Text(f, "isBitfield") != "" || Inner(f).Length > 0
            ? throw Refuse($"{name}.{Text(f, "name")}", "a bit field, or a field with attributes,")
            : Variable(f, name))];

    private Function Function(JsonElement declaration, string name)
    {
        // "result (parameters)", and nothing before, between or after.
        var type = Type(declaration).Split('(');
        if (type.Length != 2 || !type[1].EndsWith(')'))
            throw Refuse(name, "a function pointer or calling convention");
        var parameters = Only(declaration, name, "ParmVarDecl", "VisibilityAttr", "DLLExportAttr")
            .Where(p => Text(p, "kind") == "ParmVarDecl").Select(p => Variable(p, name));
        return new(name, type[0] == "void " ? "void" : TypeOf(type[0], name), [.. parameters]);
    }

    private Variable Variable(JsonElement declaration, string owner)
    {
        var name = Text(declaration, "name");
        return name != "" ? new(TypeOf(Type(declaration), $"{owner}.{name}"), name)
            : throw Refuse(owner, "a field or parameter without a name");
    }

    private string TypeOf(string type, string where)
    {
        var name = Regex.Replace(type, @"\b(const|struct|enum)\b|\*", "").Trim();
        var pointers = new string('*', type.Count(c => c == '*'));
        var pointer = pointers.Length > 0;
        return name switch
        {
            "int32_t" => "int",
            "int64_t" => "long",
            "uint8_t" => "byte",
            "char" when pointer => "sbyte",
            "void" when pointer => "void",
            _ when Enumerations.Any(e => e.Name == name) => name,
            _ when Structures.Any(s => s.Name == name && (pointer || !s.Opaque)) => name,
            _ => throw Refuse(where, $"the type '{type.Trim()}'"),
        } + pointers;
    }

    private static IEnumerable<JsonElement> Only(JsonElement declaration, string name, params string[] kinds) =>
        Inner(declaration)
            .Select(e => kinds.Contains(Text(e, "kind")) ? e : throw Refuse(name, $"{Text(e, "kind")} inside"));

    private static JsonElement[] Inner(JsonElement element) =>
        element.TryGetProperty("inner", out var inner) ? [.. inner.EnumerateArray()] : [];

    private static string Type(JsonElement element) => Text(element.GetProperty("type"), "qualType");
    private static string Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) ? value.ToString() : "";

    // Decimal only: C reads a leading zero as octal, and expressions are the compiler's business.
    private static int Integer(string value, string name) =>
        Regex.IsMatch(value, "^(0|-?[1-9][0-9]*)$") && int.TryParse(value, out var number)
            ? number
            : throw Refuse(name, $"the value '{value}'");

    private static NotSupportedException Refuse(string name, string what) =>
        new($"{(name == "" ? "(unnamed)" : name)}: {what} is not supported.");
}

internal static class CSharp
{
    public static string[] Write(Header header, Options options) =>
    [
        .. File.ReadAllText(options.HeaderFile).ReplaceLineEndings("\n").TrimEnd().Split('\n'),
        "",
        "using System.Runtime.InteropServices;",
        "",
        $"namespace {options.Namespace};",
        .. header.Enumerations.SelectMany(WriteEnumeration),
        .. header.Structures.SelectMany(WriteStructure),
        "",
        $"internal static unsafe partial class {options.MethodClass}",
        "{",
        .. header.Constants.Select(c => $"    public const int {c.Name} = {c.Value};"),
        .. header.Functions.SelectMany(f => WriteFunction(f, options.Library)),
        "}",
    ];

    private static string[] WriteEnumeration(Enumeration e) =>
        ["", $"internal enum {e.Name}", "{", .. e.Members.Select(m => $"    {m.Name} = {m.Value},"), "}"];

    private static string[] WriteStructure(Structure s)
    {
        var modifiers = s.Fields.Any(f => f.Type.EndsWith('*')) ? "unsafe partial" : "partial";
        return ["", $"internal {modifiers} struct {s.Name}", "{", .. s.Fields.Select(f => $"    public {f};"), "}"];
    }

    private static string[] WriteFunction(Function f, string library) =>
    [
        "",
        $"    [DllImport(\"{library}\", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]",
        $"    public static extern {f.Result} {f.Name}({string.Join(", ", f.Parameters)});",
    ];
}

/// <summary>A C program that prints what the C compiler makes of the header, for the layout tests.</summary>
internal static class LayoutProgram
{
    public static string[] Write(Header header, Options options) =>
    [
        "/* Generated with the bindings; bindings/README.md says how. Prints the C compiler's view of the header. */",
        "#include <stddef.h>",
        "#include <stdio.h>",
        "",
        $"#include \"{Path.GetFileName(options.File)}\"",
        "",
        "#define STRUCT(s) printf(\"struct %s %d\\n\", #s, (int)sizeof(s))",
        "#define FIELD(s, f) printf(\"field %s %s %d %d\\n\", #s, #f, (int)offsetof(s, f), (int)sizeof(((s *)0)->f))",
        "#define ENUMSIZE(e) printf(\"enumsize %s %d\\n\", #e, (int)sizeof(e))",
        "#define ENUM(e, c) printf(\"enum %s %s %d\\n\", #e, #c, (int)(c))",
        "#define CONST(c) printf(\"const %s %d\\n\", #c, (int)(c))",
        "",
        "int main(void)",
        "{",
        .. header.Constants.Select(c => $"  CONST({c.Name});"),
        .. header.Enumerations.Select(e => $"  ENUMSIZE({e.Name});"),
        .. header.Enumerations.SelectMany(e => e.Members.Select(m => $"  ENUM({e.Name}, {m.Name});")),
        .. header.Structures.Where(s => !s.Opaque).Select(s => $"  STRUCT({s.Name});"),
        .. header.Structures.SelectMany(s => s.Fields.Select(f => $"  FIELD({s.Name}, {f.Name});")),
        "  return 0;",
        "}",
    ];
}
