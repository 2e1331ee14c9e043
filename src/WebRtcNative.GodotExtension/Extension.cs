using System.Reflection;
using System.Runtime.InteropServices;
using WebRtcNative.Godot;
using WebRtcNative.Interop;

namespace WebRtcNative.GodotExtension;

/// <summary>The extension between Godot's start and end of it, which Godot may repeat within one process.</summary>
internal static unsafe class Extension
{
    // Godot waits for it when it quits.
    private static readonly TimeSpan s_longestClosing = TimeSpan.FromSeconds(2);

    private static readonly GodotClass[] s_classes =
    [
        new("WebRTCNativePeerConnection", "WebRTCPeerConnectionExtension", WebRTCPeerConnectionExtension.Methods, () => new PeerConnectionInstance()),
        new("WebRTCNativeDataChannel", "WebRTCDataChannelExtension", WebRTCDataChannelExtension.Methods, () => new DataChannelInstance()),
    ];

    private static PeerConnectionFactory? s_factory;
    private static bool s_isPrepared;

    /// <summary>The engine's threads of all connections. They start with the first connection.</summary>
    public static PeerConnectionFactory Factory => s_factory ?? throw new InvalidOperationException("The extension is not initialized.");

    public static GodotClass DataChannelClass => s_classes[1];

    public static void Start()
    {
        Prepare();
        // Loads the native library, so that a missing one is an error now, and not in a game's first connection.
        _ = WebRtcEngine.Version;
        s_factory = new PeerConnectionFactory();
        foreach (var c in s_classes)
            c.Register();
        SetDefault(s_classes[0].Name);
    }

    public static void Stop()
    {
        if (s_factory == null)
            return;
        // Godot keeps the name of the default, and says that there is no such class if a script asks for one.
        foreach (var c in s_classes)
            c.Unregister();
        s_factory.Dispose();
        s_factory = null;
        NativeRuntime.WaitForClosings(s_longestClosing);
    }

    private static void SetDefault(string name)
    {
        var method = GodotObject.Method("WebRTCPeerConnection", "set_default_extension", GodotHashes.WebRTCPeerConnection_set_default_extension);
        using var className = new GodotStringName(name);
        var argument = (void*)&className;
        GodotFunctions.Table.object_method_bind_ptrcall(method, null, &argument, null);
    }

    // Once in a process, however often Godot loads the extension.
    private static void Prepare()
    {
        if (s_isPrepared)
            return;
        s_isPrepared = true;
        var path = GodotFunctions.LibraryPath();
        // A .NET runtime cannot be unloaded, since its threads run on. A second reference keeps it when Godot lets go of its own.
        NativeLibrary.Load(path);
        // An addon is in a folder of its own, where .NET and the system would not search.
        var folder = Path.GetDirectoryName(path) ?? string.Empty;
        AppContext.SetData("NATIVE_DLL_SEARCH_DIRECTORIES", folder); // for what NativeLibraryException says
        NativeLibrary.SetDllImportResolver(typeof(WebRtcPeerConnection).Assembly, (name, _, _) =>
            name == NativeLibraryPlaces.Name && NativeLibrary.TryLoad(Path.Combine(folder, NativeLibraryPlaces.FileName), out var library)
                ? library
                : 0);
    }
}
