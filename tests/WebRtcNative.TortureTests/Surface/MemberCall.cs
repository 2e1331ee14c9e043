using System.Reflection;
using System.Reflection.Emit;

namespace WebRtcNative.TortureTests.Surface;

/// <summary>A public instance method, an accessor of a property or event, or a constructor, to be called with made-up
/// arguments. Reflection itself cannot pass spans, so a few instructions of IL do it.</summary>
internal sealed class MemberCall
{
    private const BindingFlags Instance = BindingFlags.Public | BindingFlags.Instance;

    private readonly MethodInfo _method;
    private readonly Func<object, object?[], object?> _invoke;

    private MemberCall(MethodInfo method)
    {
        _method = method;
        _invoke = Compile(method);
    }

    /// <summary>Every public instance member of a type, those of tomorrow included, but for what all objects have.</summary>
    public static IEnumerable<MemberCall> Of(Type type) => type.GetMethods(Instance)
        .Where(method => method.DeclaringType != typeof(object) && !method.IsGenericMethodDefinition)
        .Select(method => new MemberCall(method));

    public string Name => $"{_method.DeclaringType!.Name}.{_method.Name}({string.Join(", ", _method.GetParameters().Select(p => p.ParameterType.Name))})";

    public bool IsDispose => _method.Name is nameof(IDisposable.Dispose) or nameof(IAsyncDisposable.DisposeAsync);

    /// <summary>Calls it on <paramref name="target"/>, and waits for the end of the operation that it starts.</summary>
    /// <param name="target">The object.</param>
    /// <param name="useful">Arguments that a living object would take; otherwise null, zero and empty.</param>
    public void Call(object target, bool useful)
    {
        var arguments = _method.GetParameters().Select(parameter => Arguments.Make(parameter, useful)).ToArray();
        var result = _invoke(target, arguments);
        if (!_method.IsSpecialName && result is PeerConnection created)
            created.Dispose(); // the shared queue would keep it
        Outcome.Await(result);
    }

    public override string ToString() => Name;

    private static Func<object, object?[], object?> Compile(MethodInfo method)
    {
        var call = new DynamicMethod($"call {method.Name}", typeof(object), [typeof(object), typeof(object[])], typeof(MemberCall).Module, skipVisibility: true);
        var il = call.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        var parameters = method.GetParameters();
        for (var i = 0; i < parameters.Length; i++)
            EmitArgument(il, i, parameters[i].ParameterType);
        il.Emit(OpCodes.Callvirt, method);
        if (method.ReturnType == typeof(void))
            il.Emit(OpCodes.Ldnull);
        else if (method.ReturnType.IsByRefLike)
            EmitDropSpan(il);
        else
            il.Emit(OpCodes.Box, method.ReturnType);
        il.Emit(OpCodes.Ret);
        return call.CreateDelegate<Func<object, object?[], object?>>();
    }

    private static void EmitArgument(ILGenerator il, int index, Type type)
    {
        if (type.IsByRef)
        {
            il.Emit(OpCodes.Ldloca, il.DeclareLocal(type.GetElementType()!));
            return;
        }
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_Ref);
        if (!type.IsByRefLike)
        {
            il.Emit(OpCodes.Unbox_Any, type);
            return;
        }
        var array = type.GetGenericArguments()[0].MakeArrayType();
        il.Emit(OpCodes.Castclass, array);
        il.Emit(OpCodes.Newobj, type.GetConstructor([array])!);
    }

    private static void EmitDropSpan(ILGenerator il)
    {
        il.Emit(OpCodes.Pop);
        il.Emit(OpCodes.Ldnull);
    }
}
