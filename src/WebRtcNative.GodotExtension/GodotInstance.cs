namespace WebRtcNative.GodotExtension;

/// <summary>What an object of Godot's has in this extension.</summary>
internal abstract unsafe class GodotInstance
{
    /// <summary>Godot's object; null once Godot has freed it.</summary>
    public void* Owner { get; set; }

    /// <summary>Calls a method by its number among the methods of the class.</summary>
    public abstract void CallVirtual(int method, void** args, void* ret);

    /// <summary>Godot has freed the object.</summary>
    public abstract void Free();
}
