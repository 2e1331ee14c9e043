/// <summary>The P/Invoke declarations, in the shape that ClangSharp gives them.</summary>
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
        .. options.IsForeign ? [] : WriteMethods(header, options),
    ];

    private static string[] WriteMethods(Header header, Options options) =>
    [
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
        var modifiers = s.Fields.Any(f => f.Type.Contains('*')) ? "unsafe partial" : "partial";
        return ["", $"internal {modifiers} struct {s.Name}", "{", .. s.Fields.Select(f => $"    public {f};"), "}"];
    }

    private static string[] WriteFunction(Function f, string library) =>
    [
        "",
        $"    [DllImport(\"{library}\", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]",
        $"    public static extern {f.Result} {f.Name}({string.Join(", ", f.Parameters)});",
    ];
}
