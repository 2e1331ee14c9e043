namespace WebRtcNative.GodotExtension;

/// <summary>Godot's Variant. It may be moved in memory.</summary>
internal unsafe struct GodotVariant : IDisposable
{
    private const int Size = 40; // of a Godot with double precision; 24 otherwise

    private fixed byte _data[Size];

    /// <summary>A copy of a value that is given as Godot passes it by pointer; an object is referenced.</summary>
    public static GodotVariant From(GDExtensionVariantType type, void* value)
    {
        GodotVariant variant;
        GodotFunctions.Table.get_variant_from_type_constructor(type)(&variant, value);
        return variant;
    }

    public static GodotVariant From(string text)
    {
        void* value = null;
        GodotString.Construct(&value, text);
        var variant = From(GDExtensionVariantType.GDEXTENSION_VARIANT_TYPE_STRING, &value);
        GodotFunctions.DestroyString(&value);
        return variant;
    }

    public static GodotVariant From(long number) => From(GDExtensionVariantType.GDEXTENSION_VARIANT_TYPE_INT, &number);

    public static GodotVariant FromObject(void* value) => From(GDExtensionVariantType.GDEXTENSION_VARIANT_TYPE_OBJECT, &value);

    public static GodotVariant FromName(string name)
    {
        using var value = new GodotStringName(name);
        return From(GDExtensionVariantType.GDEXTENSION_VARIANT_TYPE_STRING_NAME, &value);
    }

    public void Dispose()
    {
        fixed (void* variant = _data)
            GodotFunctions.Table.variant_destroy(variant);
    }
}
