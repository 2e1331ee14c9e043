/* The functions of GDExtension that src/WebRtcNative.GodotExtension uses. Each field has the name by which Godot's get_proc_address
   finds the function. All of them are in Godot 4.2. */
#include <gdextension_interface.h>

typedef struct GodotInterface {
  GDExtensionInterfacePrintError print_error;
  GDExtensionInterfaceGetLibraryPath get_library_path;

  GDExtensionInterfaceClassdbRegisterExtensionClass2 classdb_register_extension_class2;
  GDExtensionInterfaceClassdbUnregisterExtensionClass classdb_unregister_extension_class;
  GDExtensionInterfaceClassdbConstructObject classdb_construct_object;
  GDExtensionInterfaceClassdbGetMethodBind classdb_get_method_bind;

  GDExtensionInterfaceObjectSetInstance object_set_instance;
  GDExtensionInterfaceObjectMethodBindCall object_method_bind_call;
  GDExtensionInterfaceObjectMethodBindPtrcall object_method_bind_ptrcall;
  GDExtensionInterfaceRefSetObject ref_set_object;

  GDExtensionInterfaceStringNewWithUtf8CharsAndLen string_new_with_utf8_chars_and_len;
  GDExtensionInterfaceStringToUtf8Chars string_to_utf8_chars;
  GDExtensionInterfaceStringNameNewWithLatin1Chars string_name_new_with_latin1_chars;

  GDExtensionInterfaceGetVariantFromTypeConstructor get_variant_from_type_constructor;
  GDExtensionInterfaceVariantDestroy variant_destroy;
  GDExtensionInterfaceVariantGetPtrDestructor variant_get_ptr_destructor;
} GodotInterface;
