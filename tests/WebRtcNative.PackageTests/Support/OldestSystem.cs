namespace WebRtcNative.PackageTests;

/// <summary>A root of the oldest supported system, made by debootstrap before the tests, and with no .NET.</summary>
internal static class OldestSystem
{
    private static readonly string s_cache =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "webrtcnative");
    private static readonly string s_root = Path.Combine(s_cache, "roots", "debian-11");

    /// <summary>Its C library and headers, which the native library of the package was compiled against.</summary>
    public static string Sysroot { get; } = Path.Combine(s_cache, "sysroot", PackedFiles.Rid);

    /// <summary>Why it cannot be used; null when it can.</summary>
    public static string? Missing { get; } =
        !Directory.Exists(s_root) ? "There is no root of the oldest system: debootstrap makes one, for the user root on Debian." :
        !Environment.IsPrivilegedProcess ? "Only the user root may change into another root." : null;

    public static async Task<ProgramRun> RunAsync(SmokeProgram program)
    {
        var place = Directory.CreateDirectory(Path.Combine(s_root, $"smoke-{Guid.NewGuid():N}"));
        try
        {
            var copy = program.Copy(place.FullName);
            return await ProgramRun.StartAsync("unshare",
                ["--mount", "--pid", "--fork", "--kill-child", "--root", s_root, "--mount-proc", $"/{place.Name}/{Path.GetFileName(copy.Executable)}"]);
        }
        finally
        {
            place.Delete(recursive: true);
        }
    }
}
