using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WebRtcNative.GodotExtension;

/// <summary>A class of the extension in Godot's ClassDB. The functions that Godot calls are here: none lets an exception out.</summary>
/// <param name="name">Its name in Godot.</param>
/// <param name="parent">The class that it extends.</param>
/// <param name="methods">The virtual methods, by number.</param>
/// <param name="create">Makes what an object has in the extension.</param>
internal sealed unsafe class GodotClass(string name, string parent, string[] methods, Func<GodotInstance> create)
{
    // Numbers from 1, since Godot takes null for a method that is not there.
    private readonly Dictionary<nint, int> _numbers = [];
    private readonly List<GodotStringName> _names = [];
    private GCHandle _self;

    public string Name => name;

    public void Register()
    {
        for (var i = 0; i < methods.Length; i++)
        {
            _names.Add(new GodotStringName(methods[i]));
            _numbers[(nint)_names[i].Data] = i + 1;
        }
        _self = GCHandle.Alloc(this);
        var info = new GDExtensionClassCreationInfo2
        {
            is_exposed = 1,
            create_instance_func = &Create,
            free_instance_func = &Free,
            recreate_instance_func = &Recreate,
            get_virtual_call_data_func = &GetVirtualCallData,
            call_virtual_with_data_func = &CallVirtual,
            class_userdata = (void*)GCHandle.ToIntPtr(_self),
        };
        using var className = new GodotStringName(name);
        using var parentName = new GodotStringName(parent);
        GodotFunctions.Table.classdb_register_extension_class2(GodotFunctions.Library, &className, &parentName, &info);
    }

    public void Unregister()
    {
        using (var className = new GodotStringName(name))
            GodotFunctions.Table.classdb_unregister_extension_class(GodotFunctions.Library, &className);
        _names.ForEach(name => name.Dispose());
        _names.Clear();
        _numbers.Clear();
        _self.Free();
    }

    /// <summary>A new object of Godot's for an instance.</summary>
    public void* Construct(GodotInstance instance)
    {
        using var className = new GodotStringName(name);
        using var parentName = new GodotStringName(parent);
        instance.Owner = GodotFunctions.Table.classdb_construct_object(&parentName);
        GodotFunctions.Table.object_set_instance(instance.Owner, &className, (void*)GCHandle.ToIntPtr(GCHandle.Alloc(instance)));
        return instance.Owner;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Create(void* userdata)
    {
        try
        {
            var self = Of<GodotClass>(userdata);
            return self.Construct(self.MakeInstance());
        }
        catch (Exception e)
        {
            GodotLog.Error("WebRtcNative", e);
            return null;
        }
    }

    // After a reload of the extension, for an object that Godot has kept.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Recreate(void* userdata, void* owner)
    {
        try
        {
            var instance = Of<GodotClass>(userdata).MakeInstance();
            instance.Owner = owner;
            return (void*)GCHandle.ToIntPtr(GCHandle.Alloc(instance));
        }
        catch (Exception e)
        {
            GodotLog.Error("WebRtcNative", e);
            return null;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(void* userdata, void* instance)
    {
        try
        {
            var freed = Of<GodotInstance>(instance);
            GCHandle.FromIntPtr((nint)instance).Free();
            freed.Owner = null;
            freed.Free();
        }
        catch (Exception e)
        {
            GodotLog.Error("WebRtcNative", e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* GetVirtualCallData(void* userdata, void* method)
    {
        try
        {
            return (void*)(nint)Of<GodotClass>(userdata)._numbers.GetValueOrDefault(*(nint*)method);
        }
        catch (Exception e)
        {
            GodotLog.Error("WebRtcNative", e);
            return null;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void CallVirtual(void* instance, void* method, void* number, void** args, void* ret)
    {
        try
        {
            Of<GodotInstance>(instance).CallVirtual((int)(nint)number - 1, args, ret);
        }
        catch (Exception e)
        {
            GodotLog.Error("WebRtcNative", e);
        }
    }

    private static T Of<T>(void* handle)
        where T : class => (T)GCHandle.FromIntPtr((nint)handle).Target!;

    private GodotInstance MakeInstance() => create();
}
