using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

internal sealed record Variable(string Type, string Name) { public override string ToString() => $"{Type} {Name}"; }
internal sealed record Constant(string Name, int Value);
internal sealed record Enumeration(string Name, List<Constant> Members);
internal sealed record Structure(string Name, List<Variable> Fields, bool Opaque);
internal sealed record Function(string Name, string Result, List<Variable> Parameters);

/// <summary>The declarations of the header, in its order, with C# types.</summary>
internal sealed partial class Header
{
    private readonly Options _options;
    private readonly HashSet<string> _names = [];
    private string _file = "<none>";

    public List<Constant> Constants { get; } = [];
    public List<Enumeration> Enumerations { get; } = [];
    public List<Structure> Structures { get; } = [];
    public List<Function> Functions { get; } = [];

    public Header(Options options)
    {
        _options = options;
        AddMacros(Clang(["-E", "-dD"], options), options);

        using var tree = JsonDocument.Parse(Clang(["-fsyntax-only", "-Xclang", "-ast-dump=json"], options));
        foreach (var declaration in Inner(tree.RootElement))
        {
            var (name, kind) = (Text(declaration, "name"), Text(declaration, "kind"));
            if (options.IsForeign)
                Remember(declaration, name, kind);
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
            case "TypedefDecl" when FindUnnamed(declaration) is { } unnamed:
                Add(unnamed, name, Text(unnamed, "kind"));
                break;
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

    private List<Constant> Members(JsonElement declaration, string name)
    {
        var next = _options.IsForeign ? "0" : "";
        var members = new List<Constant>();
        foreach (var m in Only(declaration, name, "EnumConstantDecl"))
        {
            members.Add(new(Text(m, "name"), Integer(Inner(m).Select(v => Text(v, "value")).FirstOrDefault(next), Text(m, "name"))));
            next = next == "" ? "" : $"{members[^1].Value + 1}";
        }
        return [.. members.Where(m => _options.Wants(m.Name, _options.File))];
    }

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
            "uint32_t" => "uint",
            "double" => "double",
            "uint8_t" => "byte",
            "char" when pointer => "sbyte",
            "void" when pointer => "void",
            _ when Enumerations.Any(e => e.Name == name) => name,
            _ when Structures.Any(s => s.Name == name && (pointer || !s.Opaque)) => name,
            _ when FindForeign(name, where) is { } foreign => foreign,
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
