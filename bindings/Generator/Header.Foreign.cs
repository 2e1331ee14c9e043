using System.Text.Json;
using System.Text.RegularExpressions;

/// <summary>The forms that only a foreign header may have, from which names are taken with --include: typedefs of anything, functions by
/// pointer, structures and enumerations that only a typedef names, enumerators without a value, and unsigned integers.</summary>
internal sealed partial class Header
{
    private readonly Dictionary<string, string> _typedefs = [];
    private readonly Dictionary<string, JsonElement> _unnamed = [];

    private void Remember(JsonElement declaration, string name, string kind)
    {
        if (kind == "TypedefDecl")
            _typedefs[name] = Type(declaration);
        else if (name == "")
            _unnamed[Text(declaration, "id")] = declaration;
    }

    /// <summary>The structure or enumeration that a typedef names.</summary>
    private JsonElement? FindUnnamed(JsonElement typedef) =>
        Inner(typedef) is [var inner] && inner.TryGetProperty("ownedTagDecl", out var owned)
            && _unnamed.TryGetValue(Text(owned, "id"), out var declaration) ? declaration : null;

    // Without the pointers at the end of the type, which the caller appends.
    private string? FindForeign(string name, string where)
    {
        if (!_options.IsForeign)
            return null;
        return name switch
        {
            "uint32_t" => "uint",
            "uint64_t" => "ulong",
            "size_t" => "nuint",
            _ when _typedefs.TryGetValue(name, out var target) => FunctionPointer(target, where) ?? TypeOf(target, where),
            _ => null,
        };
    }

    private string? FunctionPointer(string type, string where)
    {
        if (Regex.Match(type, @"^(.*?) ?\(\*\)\((.*)\)$") is not { Success: true } function)
            return null;
        var types = function.Groups[2].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Append(function.Groups[1].Value)
            .Select(t => t == "void" ? t : TypeOf(t, where));
        return $"delegate* unmanaged[Cdecl]<{string.Join(", ", types)}>";
    }
}
