using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WebRtcNative.GodotExtension;

/// <summary>The exported function, by which Godot loads the extension.</summary>
internal static unsafe class Entry
{
    [UnmanagedCallersOnly(EntryPoint = "webrtcnative_godot_init", CallConvs = [typeof(CallConvCdecl)])]
    private static byte Init(
        delegate* unmanaged[Cdecl]<sbyte*, delegate* unmanaged[Cdecl]<void>> getProcAddress, void* library, GDExtensionInitialization* initialization)
    {
        try
        {
            GodotFunctions.Load(getProcAddress, library);
            initialization->minimum_initialization_level = GDExtensionInitializationLevel.GDEXTENSION_INITIALIZATION_SCENE;
            initialization->userdata = null;
            initialization->initialize = &Initialize;
            initialization->deinitialize = &Deinitialize;
            return 1;
        }
        catch (Exception e) // Godot may be too old to have print_error
        {
            Console.Error.WriteLine($"WebRtcNative: {e.Message}");
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Initialize(void* userdata, GDExtensionInitializationLevel level)
    {
        if (level != GDExtensionInitializationLevel.GDEXTENSION_INITIALIZATION_SCENE)
            return;
        try
        {
            Extension.Start();
        }
        catch (Exception e)
        {
            GodotLog.Error("WebRtcNative", e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Deinitialize(void* userdata, GDExtensionInitializationLevel level)
    {
        if (level != GDExtensionInitializationLevel.GDEXTENSION_INITIALIZATION_SCENE)
            return;
        try
        {
            Extension.Stop();
        }
        catch (Exception e)
        {
            GodotLog.Error("WebRtcNative", e);
        }
    }
}
