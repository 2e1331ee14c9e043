// Reads the shim's C header through clang and writes the raw P/Invoke in ClangSharp's shape, and the layout program.
// It knows exactly the forms that this C interface allows and refuses all others: a wrong guess here would corrupt the stack at
// run time.

using System.ComponentModel;

try
{
    var check = args.Contains("--check");
    var arguments = args.Where(a => a != "--check").SelectMany(a => a.StartsWith('@') ? File.ReadAllLines(a[1..]) : [a]).ToArray();
    if (arguments.Contains("--godot-api"))
    {
        var (output, lines) = GodotApi.Write(arguments);
        return Deliver(output, lines, check) ? 0 : 1;
    }
    var options = new Options(arguments);
    var header = new Header(options);
    var isRight = Deliver(options.Output, CSharp.Write(header, options), check);
    if (options.LayoutOutput is { } layout)
        isRight &= Deliver(layout, LayoutProgram.Write(header, options), check);
    return isRight ? 0 : 1;
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
