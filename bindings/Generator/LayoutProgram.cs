/// <summary>A C program that prints the C compiler's sizes and offsets, for the layout tests.</summary>
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
