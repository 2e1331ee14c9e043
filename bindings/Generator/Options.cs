/// <summary>The part of ClangSharpPInvokeGenerator's options that this project uses.</summary>
internal sealed class Options
{
    private static readonly string[] s_known =
    [
        "--file", "--traverse", "--exclude", "--include", "--include-directory", "--language", "--std", "--namespace", "-m", "-l",
        "-hf", "--output", "--config", "--with-access-specifier", "--with-type", "--test-output",
    ];

    private readonly Dictionary<string, List<string>> _values = s_known.ToDictionary(o => o, _ => new List<string>());
    private readonly HashSet<string> _traversed;

    public Options(IEnumerable<string> arguments)
    {
        var option = "";
        foreach (var token in arguments)
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

    /// <summary>The layout program; null for none.</summary>
    public string? LayoutOutput => _values["--test-output"].Count == 0 ? null : One("--test-output");

    /// <summary>Whether single names are taken from a header that is not this project's, which may have more forms.</summary>
    public bool IsForeign => _values["--include"].Count > 0;

    public string[] ClangArguments =>
        [.. _values["--include-directory"].Select(d => "-I" + d), "-xc", "-std=" + One("--std"), File];

    public bool Wants(string name, string path) =>
        _traversed.Contains(Path.GetFullPath(path)) && !_values["--exclude"].Contains(name)
        && (!IsForeign || _values["--include"].Contains(name));

    private string One(string option) =>
        _values[option] is [var value] ? value : throw new NotSupportedException($"{option} needs exactly one value.");

    private void Require(string option, string needed)
    {
        if (string.Join(' ', _values[option]) != needed)
            throw new NotSupportedException($"The option {option} is supported with exactly '{needed}'.");
    }
}
