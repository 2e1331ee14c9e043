using System.Text.Json;
using System.Text.RegularExpressions;

/// <summary>What Godot's API says of the classes that the extension implements: an abstract class for each, which decodes the arguments of
/// the virtual methods and encodes their results. And the hashes by which Godot finds the methods that the extension calls.</summary>
internal static class GodotApi
{
    private static readonly string[] s_known = ["--godot-api", "--class", "--method", "--namespace", "-hf", "--output"];

    public static (string Output, string[] Lines) Write(string[] arguments)
    {
        var option = "";
        var values = s_known.ToDictionary(o => o, _ => new List<string>());
        foreach (var token in arguments)
        {
            option = token.StartsWith('-') ? token : option;
            if (!values.TryGetValue(option, out var given))
                throw new NotSupportedException($"The option '{token}' is not supported.");
            given.AddRange(token == option ? [] : [token]);
        }

        using var api = JsonDocument.Parse(File.ReadAllBytes(values["--godot-api"].Single()));
        var classes = api.RootElement.GetProperty("classes").EnumerateArray().ToDictionary(c => Text(c, "name"));
        return (values["--output"].Single(),
        [
            .. File.ReadAllText(values["-hf"].Single()).ReplaceLineEndings("\n").TrimEnd().Split('\n'),
            "",
            $"namespace {values["--namespace"].Single()};",
            "",
            "/// <summary>The hashes of methods, by which Godot knows their signatures.</summary>",
            "internal static class GodotHashes",
            "{",
            .. values["--method"].Select(m => $"    public const long {m.Replace('.', '_')} = {Hash(classes, m)};"),
            "}",
            .. values["--class"].SelectMany(name => WriteClass(name, [.. Methods(classes[name]).Where(m => Is(m, "is_virtual"))])),
        ]);
    }

    private static string Hash(Dictionary<string, JsonElement> classes, string method)
    {
        var parts = method.Split('.');
        return Text(Methods(classes[parts[0]]).Single(m => Text(m, "name") == parts[1]), "hash");
    }

    private static IEnumerable<string> WriteClass(string name, JsonElement[] methods) =>
    [
        "",
        $"/// <summary>{name}: its virtual methods.</summary>",
        $"internal abstract unsafe class {name} : GodotInstance",
        "{",
        "    /// <summary>In the order of the numbers that CallVirtual takes.</summary>",
        $"    public static readonly string[] Methods = [{string.Join(", ", methods.Select(m => $"\"{Text(m, "name")}\""))}];",
        .. methods.SelectMany(m => new[] { "", $"    public abstract {ResultOf(m).CSharp} {Name(m)}({string.Join(", ", Arguments(m).Select(Declare))});" }),
        "",
        "    public sealed override void CallVirtual(int method, void** args, void* ret)",
        "    {",
        "        switch (method)",
        "        {",
        .. methods.SelectMany((m, i) => WriteCase(m, i).Select(line => "            " + line)),
        "        }",
        "    }",
        "}",
    ];

    private static IEnumerable<string> WriteCase(JsonElement method, int number)
    {
        var call = $"{Name(method)}({string.Join(", ", Arguments(method).Select((a, i) => string.Format(Type(Text(a, "type")).Decode, $"args[{i}]")))})";
        var (result, type) = (ResultOf(method), ResultName(method));
        yield return $"case {number}:";
        // An exception leaves this result: FAILED.
        if (type == "enum::Error")
            yield return "    *(long*)ret = 1;";
        yield return $"    {string.Format(result.Encode, call)};";
        yield return "    break;";
    }

    private static string Declare(JsonElement argument) =>
        $"{Type(Text(argument, "type")).CSharp} {Regex.Replace(Text(argument, "name"), "_([a-z])", m => m.Groups[1].Value.ToUpperInvariant())}";

    private static string Name(JsonElement method) =>
        Regex.Replace(Text(method, "name"), "_([a-z])", m => m.Groups[1].Value.ToUpperInvariant());

    private static string ResultName(JsonElement method) =>
        method.TryGetProperty("return_value", out var value) ? Text(value, "type") : "void";

    private static TypeForm ResultOf(JsonElement method) => Type(ResultName(method));

    // As Godot passes them by pointer.
    private static TypeForm Type(string type) => type switch
    {
        "void" => new("void", "", "{0}"),
        "int" => new("int", "(int)*(long*){0}", "*(long*)ret = {0}"),
        "bool" => new("bool", "*(byte*){0} != 0", "*(byte*)ret = {0} ? (byte)1 : (byte)0"),
        "String" => new("string", "GodotString.Read({0})", "GodotString.Replace(ret, {0})"),
        "Dictionary" => new("GodotDictionary", "new GodotDictionary({0})", ""),
        "WebRTCDataChannel" => new("void*", "", "GodotObject.SetReference(ret, {0})"),
        "const uint8_t **" => new("byte**", "*(byte***){0}", ""),
        "const uint8_t*" => new("byte*", "*(byte**){0}", ""),
        "int32_t*" => new("int*", "*(int**){0}", ""),
        _ when type.StartsWith("enum::") => new("long", "*(long*){0}", "*(long*)ret = {0}"),
        _ => throw new NotSupportedException($"The type '{type}' is not supported."),
    };

    private static IEnumerable<JsonElement> Methods(JsonElement c) => c.GetProperty("methods").EnumerateArray();

    private static IEnumerable<JsonElement> Arguments(JsonElement method) =>
        method.TryGetProperty("arguments", out var arguments) ? arguments.EnumerateArray() : [];

    private static bool Is(JsonElement element, string property) => element.GetProperty(property).GetBoolean();
    private static string Text(JsonElement element, string property) => element.GetProperty(property).ToString();

    private sealed record TypeForm(string CSharp, string Decode, string Encode);
}
