namespace WebRtcNative.InteropTests.Networks.Namespaces;

/// <summary>A test that makes network namespaces; skipped where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NamespaceFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> s_refusal = new(() => Try(isIPv6: false));
    private static readonly Lazy<string?> s_refusalOfIPv6 = new(() => Try(isIPv6: true));

    public NamespaceFactAttribute(bool needsIPv6 = false)
    {
        if ((needsIPv6 ? s_refusalOfIPv6 : s_refusal).Value is { } refusal)
            Skip = $"Network namespaces cannot be made here (root can, where the kernel allows it): {refusal}";
    }

    private static string? Try(bool isIPv6)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "Linux and root are needed.";
        try
        {
            RoutedNetwork.Create(isIPv6).Dispose();
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}
