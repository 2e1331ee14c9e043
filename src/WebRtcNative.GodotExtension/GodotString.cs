using System.Text;

namespace WebRtcNative.GodotExtension;

/// <summary>Godot's String, which is one pointer.</summary>
internal static unsafe class GodotString
{
    public static string Read(void* text)
    {
        var length = (int)GodotFunctions.Table.string_to_utf8_chars(text, null, 0);
        var bytes = new byte[length];
        fixed (byte* buffer = bytes)
            GodotFunctions.Table.string_to_utf8_chars(text, (sbyte*)buffer, length);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Writes into memory that has no String yet.</summary>
    public static void Construct(void* memory, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* buffer = bytes)
            GodotFunctions.Table.string_new_with_utf8_chars_and_len(memory, (sbyte*)buffer, bytes.Length);
    }

    /// <summary>Writes over a String, as a result of a call.</summary>
    public static void Replace(void* memory, string text)
    {
        GodotFunctions.DestroyString(memory);
        Construct(memory, text);
    }
}

/// <summary>Godot's StringName, which is one pointer. The same names have the same pointer.</summary>
internal unsafe struct GodotStringName : IDisposable
{
    private void* _data;

    public GodotStringName(string name)
    {
        void* data = null;
        fixed (byte* text = Encoding.Latin1.GetBytes(name + '\0'))
            GodotFunctions.Table.string_name_new_with_latin1_chars(&data, (sbyte*)text, 0);
        _data = data;
    }

    public readonly void* Data => _data;

    public void Dispose()
    {
        fixed (void** data = &_data)
            GodotFunctions.DestroyStringName(data);
        _data = null;
    }
}

/// <summary>A Dictionary among the arguments of a call.</summary>
internal readonly unsafe struct GodotDictionary(void* dictionary)
{
    /// <summary>What JSON.stringify of Godot makes of it.</summary>
    public string ToJson()
    {
        var method = GodotObject.Method("JSON", "stringify", GodotHashes.JSON_stringify);
        var data = GodotVariant.From(GDExtensionVariantType.GDEXTENSION_VARIANT_TYPE_DICTIONARY, dictionary);
        void* indent = null; // an empty String
        byte isSorted = 0, isPrecise = 1;
        var arguments = stackalloc void*[] { &data, &indent, &isSorted, &isPrecise };
        void* json = null;
        GodotFunctions.Table.object_method_bind_ptrcall(method, null, arguments, &json);
        var text = GodotString.Read(&json);
        GodotFunctions.DestroyString(&json);
        data.Dispose();
        return text;
    }
}
