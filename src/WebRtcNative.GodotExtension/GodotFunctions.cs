using System.Runtime.InteropServices;
using System.Text;

namespace WebRtcNative.GodotExtension;

/// <summary>The functions of GDExtension, found by name.</summary>
internal static unsafe class GodotFunctions
{
    private static GodotInterface s_table;

    public static ref readonly GodotInterface Table => ref s_table;

    /// <summary>Godot's handle of this extension.</summary>
    public static void* Library { get; private set; }

    public static delegate* unmanaged[Cdecl]<void*, void> DestroyString { get; private set; }

    public static delegate* unmanaged[Cdecl]<void*, void> DestroyStringName { get; private set; }

    /// <exception cref="NotSupportedException">This Godot lacks a function.</exception>
    public static void Load(delegate* unmanaged[Cdecl]<sbyte*, delegate* unmanaged[Cdecl]<void>> getProcAddress, void* library)
    {
        Library = library;
        void* Find(string name)
        {
            fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
            {
                var function = getProcAddress((sbyte*)text);
                return function != null ? function : throw new NotSupportedException($"This Godot is older than 4.2: it has no {name}.");
            }
        }
        fixed (GodotInterface* table = &s_table)
        {
            *(void**)&table->print_error = Find(nameof(GodotInterface.print_error));
            *(void**)&table->get_library_path = Find(nameof(GodotInterface.get_library_path));
            *(void**)&table->classdb_register_extension_class2 = Find(nameof(GodotInterface.classdb_register_extension_class2));
            *(void**)&table->classdb_unregister_extension_class = Find(nameof(GodotInterface.classdb_unregister_extension_class));
            *(void**)&table->classdb_construct_object = Find(nameof(GodotInterface.classdb_construct_object));
            *(void**)&table->classdb_get_method_bind = Find(nameof(GodotInterface.classdb_get_method_bind));
            *(void**)&table->object_set_instance = Find(nameof(GodotInterface.object_set_instance));
            *(void**)&table->object_method_bind_call = Find(nameof(GodotInterface.object_method_bind_call));
            *(void**)&table->object_method_bind_ptrcall = Find(nameof(GodotInterface.object_method_bind_ptrcall));
            *(void**)&table->ref_set_object = Find(nameof(GodotInterface.ref_set_object));
            *(void**)&table->string_new_with_utf8_chars_and_len = Find(nameof(GodotInterface.string_new_with_utf8_chars_and_len));
            *(void**)&table->string_to_utf8_chars = Find(nameof(GodotInterface.string_to_utf8_chars));
            *(void**)&table->string_name_new_with_latin1_chars = Find(nameof(GodotInterface.string_name_new_with_latin1_chars));
            *(void**)&table->get_variant_from_type_constructor = Find(nameof(GodotInterface.get_variant_from_type_constructor));
            *(void**)&table->variant_destroy = Find(nameof(GodotInterface.variant_destroy));
            *(void**)&table->variant_get_ptr_destructor = Find(nameof(GodotInterface.variant_get_ptr_destructor));
        }
        DestroyString = s_table.variant_get_ptr_destructor(GDExtensionVariantType.GDEXTENSION_VARIANT_TYPE_STRING);
        DestroyStringName = s_table.variant_get_ptr_destructor(GDExtensionVariantType.GDEXTENSION_VARIANT_TYPE_STRING_NAME);
    }

    /// <summary>The file of this extension.</summary>
    public static string LibraryPath()
    {
        void* path = null;
        s_table.get_library_path(Library, &path);
        var text = GodotString.Read(&path);
        DestroyString(&path);
        return text;
    }
}
