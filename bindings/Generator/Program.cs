// Reads the shim's C header through clang and writes the raw P/Invoke in ClangSharp's shape, and the layout program.
// It knows exactly the forms that this C interface allows and refuses all others: a wrong guess here would corrupt the stack at
// run time.

using System.ComponentModel;

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
