namespace WebRtcNative.GodotExtension;

/// <summary>Calls of Godot's objects.</summary>
internal static unsafe class GodotObject
{
    public static void* Method(string className, string method, long hash)
    {
        using var name = new GodotStringName(className);
        using var methodName = new GodotStringName(method);
        var found = GodotFunctions.Table.classdb_get_method_bind(&name, &methodName, hash);
        return found != null ? found : throw new NotSupportedException($"This Godot has no {className}.{method} with the hash {hash}.");
    }

    /// <summary>Makes a Ref that a call returns refer to an object; to none if it is null.</summary>
    public static void SetReference(void* reference, void* target)
    {
        if (target != null)
            GodotFunctions.Table.ref_set_object(reference, target);
    }

    /// <summary>emit_signal. The object lives on until its handlers have ended.</summary>
    /// <param name="emitter">The object.</param>
    /// <param name="signal">Its name.</param>
    /// <param name="arguments">Destroyed by this call.</param>
    public static void Emit(void* emitter, string signal, params ReadOnlySpan<GodotVariant> arguments)
    {
        var method = Method("Object", "emit_signal", GodotHashes.Object_emit_signal);
        using var self = GodotVariant.FromObject(emitter);
        var values = stackalloc GodotVariant[arguments.Length + 1];
        var pointers = stackalloc void*[arguments.Length + 1];
        values[0] = GodotVariant.FromName(signal);
        arguments.CopyTo(new Span<GodotVariant>(values + 1, arguments.Length));
        for (var i = 0; i <= arguments.Length; i++)
            pointers[i] = values + i;
        GodotVariant result;
        GDExtensionCallError error;
        GodotFunctions.Table.object_method_bind_call(method, emitter, pointers, arguments.Length + 1, &result, &error);
        result.Dispose();
        for (var i = 0; i <= arguments.Length; i++)
            values[i].Dispose();
    }
}
