using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using WebRtcNative.Interop;
using Xunit;

namespace WebRtcNative.Tests.Interop;

/// <summary>The generated C# against the C compiler's view of the header, and the library's exports.</summary>
public sealed class LayoutTests
{
    private const BindingFlags Static = BindingFlags.Public | BindingFlags.Static;
    private const BindingFlags Instance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    private static readonly Lazy<string[]> s_native = new(RunLayoutProgram);

    // Handwritten types share the namespace, but never the C prefix.
    private static IEnumerable<Type> Types =>
        typeof(NativeMethods).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(NativeMethods).Namespace)
            .Where(t => t.Name.StartsWith("wrtc_", StringComparison.Ordinal));

    // A struct without fields is an opaque handle, of which C does not know the size either.
    private static IEnumerable<Type> Structs =>
        Types.Where(t => !t.IsEnum && t.GetFields(Instance).Length > 0);

    private static IEnumerable<Type> Enums => Types.Where(t => t.IsEnum);

    [Fact]
    public void Structs_ComparedWithC_HaveTheSameSize() =>
        AssertSame("struct", Structs.Select(t => $"{t.Name} {SizeOf(t)}"));

    [Fact]
    public void Fields_ComparedWithC_HaveTheSameOffsetAndSize() =>
        AssertSame("field", Structs.SelectMany(t => t
            .GetFields(Instance)
            .Select(f => $"{t.Name} {f.Name} {OffsetOf(f)} {SizeOf(f.FieldType)}")));

    [Fact]
    public void Enums_ComparedWithC_HaveTheSameSize() =>
        AssertSame("enumsize", Enums.Select(t => $"{t.Name} {SizeOf(t)}"));

    [Fact]
    public void EnumConstants_ComparedWithC_HaveTheSameValue() =>
        AssertSame("enum", Enums.SelectMany(t => t
            .GetFields(Static).Where(f => f.IsLiteral)
            .Select(f => $"{t.Name} {f.Name} {f.GetRawConstantValue()}")));

    [Fact]
    public void Constants_ComparedWithC_HaveTheSameValue() =>
        AssertSame("const", typeof(NativeMethods)
            .GetFields(Static).Where(f => f.IsLiteral)
            .Select(f => $"{f.Name} {f.GetRawConstantValue()}"));

    [Fact]
    public void NativeMethods_LookedUpInTheLibrary_AreExported()
    {
        var imports = typeof(NativeMethods).GetMethods(Static)
            .Where(m => m.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            .ToArray();
        var name = LibraryFileName(imports[0].GetCustomAttribute<DllImportAttribute>()!.Value);
        var library = NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, name));

        var missing = imports.Select(m => m.Name).Where(f => !NativeLibrary.TryGetExport(library, f, out _));

        // The library stays loaded: it may have threads by now.
        Assert.Empty(missing);
    }

    private static void AssertSame(string kind, IEnumerable<string> managed)
    {
        var c = s_native.Value.Where(line => line.StartsWith(kind + ' ', StringComparison.Ordinal)).ToHashSet();
        var cSharp = managed.Select(line => $"{kind} {line}").ToHashSet();

        Assert.NotEmpty(c);
        var onlyInC = c.Except(cSharp).Select(line => "\nC:  " + line);
        var onlyInCSharp = cSharp.Except(c).Select(line => "\nC#: " + line);
        var differences = string.Concat(onlyInC.Concat(onlyInCSharp).Order(StringComparer.Ordinal));
        Assert.True(differences.Length == 0, $"C and C# differ:{differences}");
    }

    private static string[] RunLayoutProgram()
    {
        var name = OperatingSystem.IsWindows() ? "wrtc_layout.exe" : "wrtc_layout";
        var path = Path.Combine(AppContext.BaseDirectory, name);
        using var process = Process.Start(new ProcessStartInfo(path) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string LibraryFileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"{name}.dylib" : $"{name}.so";

    // In IL, because Unsafe.SizeOf takes no pointer types, and Marshal would answer for its own, marshalled layout.
    private static int SizeOf(Type type) => Evaluate(il => il.Emit(OpCodes.Sizeof, type));

    private static int OffsetOf(FieldInfo field) => Evaluate(il =>
    {
        il.DeclareLocal(field.DeclaringType!);
        il.Emit(OpCodes.Ldloca_S, (byte)0);
        il.Emit(OpCodes.Ldflda, field);
        il.Emit(OpCodes.Ldloca_S, (byte)0);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Conv_I4);
    });

    private static int Evaluate(Action<ILGenerator> expression)
    {
        var method = new DynamicMethod("", typeof(int), [], typeof(NativeMethods).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        expression(il);
        il.Emit(OpCodes.Ret);
        return (int)method.Invoke(null, null)!;
    }
}
