namespace WebRtcNative.PackageTests;

/// <summary>Native libraries that must not be used, each made at the place of the good one.</summary>
internal static class BrokenLibrary
{
    public static Task OfAnotherVersionAsync(string library) =>
        CompileAsync(library, "int wrtc_abi_version(void) { return 99; }");

    public static Task OfSomeoneElseAsync(string library) =>
        CompileAsync(library, "int somebody_elses_function(void) { return 0; }");

    /// <summary>Asks the C library for a symbol of a version that it will not have for long.</summary>
    public static Task OfANewerSystemAsync(string library) =>
        CompileAgainstAsync(library, "libc.so.6", "GLIBC_2.99 { global: of_the_future; };");

    /// <summary>Needs musl under the name that it has on Alpine.</summary>
    public static Task OfMuslAsync(string library) => CompileAgainstAsync(library, "libc.musl-x86_64.so.1", "{ global: of_the_future; };");

    /// <summary>Needs a library that is nowhere.</summary>
    public static Task OfMissingPartsAsync(string library) =>
        CompileAgainstAsync(library, "libnowhere.so.1", "{ global: of_the_future; };");

    /// <summary>The same code under the name of another processor: 183 is arm64, 62 is x64, at byte 18 of the ELF header.</summary>
    public static Task OfAnotherProcessorAsync(string library)
    {
        using var file = File.Open(library, FileMode.Open);
        file.Seek(18, SeekOrigin.Begin);
        var other = file.ReadByte() == 62 ? (byte)183 : (byte)62;
        file.Seek(18, SeekOrigin.Begin);
        file.WriteByte(other);
        return Task.CompletedTask;
    }

    /// <summary>As a copy is whose disk was full. The file is a new one: a process may have loaded the old one.</summary>
    public static async Task CutShortAsync(string library)
    {
        var whole = await File.ReadAllBytesAsync(library);
        File.Delete(library);
        await File.WriteAllBytesAsync(library, whole[..(whole.Length / 2)]);
    }

    public static Task EmptyAsync(string library) => File.WriteAllBytesAsync(library, []);

    public static Task NoneAsync(string library)
    {
        File.Delete(library);
        return Task.CompletedTask;
    }

    private static Task CompileAsync(string library, string code, params string[] options) =>
        CompileFileAsync(library, library + ".c", code, options);

    /// <summary>The compiler links against a library made for that; the program runs with the system's library, or
    /// none.</summary>
    private static async Task CompileAgainstAsync(string library, string name, string versionScript)
    {
        var folder = Directory.CreateDirectory(library + ".linked").FullName;
        var script = Path.Combine(folder, "versions.map");
        var stub = Path.Combine(folder, "libstub.so");
        await File.WriteAllTextAsync(script, versionScript);
        await CompileFileAsync(stub, Path.Combine(folder, "stub.c"), "int of_the_future(void) { return 0; }",
            "-nostdlib", $"-Wl,-soname,{name}", $"-Wl,--version-script={script}");
        await CompileAsync(library, "int of_the_future(void); int wrtc_abi_version(void) { return of_the_future(); }",
            "-nostdlib", $"-L{folder}", "-lstub", "-Wl,--allow-shlib-undefined");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task CompileFileAsync(string library, string source, string code, params string[] options)
    {
        File.Delete(library); // rather than written over, which a process that has loaded it would see
        await File.WriteAllTextAsync(source, code);
        var compiling = await ProgramRun.StartAsync(
            "cc", ["-shared", "-fPIC", "-o", library, source, .. options]);
        Assert.True(compiling.ExitCode == 0, compiling.Output);
        File.Delete(source);
    }
}
