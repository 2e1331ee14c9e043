using WebRtcNative.Interop;

namespace WebRtcNative.ConformanceTests.Support;

/// <summary>Names the page of web-platform-tests that a test follows; docs/conformance.md counts them.</summary>
internal interface IWptCase
{
    /// <summary>File name of the page, below webrtc/ there.</summary>
    string Page { get; }

    /// <summary>Why the product answers otherwise than the page asks for; null where it does as asked.</summary>
    string? Differs { get; }
}

/// <summary>A case of one page, in our own words.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WptAttribute : FactAttribute, IWptCase
{
    private string? _notOnSystem;

    public WptAttribute(string page, string name)
    {
        Page = page;
        DisplayName = $"{page}: {name}";
    }

    public string Page { get; }

    public string? Differs { get; init; }

    /// <summary>Why the system engine cannot do it: skipped there.</summary>
    public string? NotOnSystem
    {
        get => _notOnSystem;
        init => Skip = NativeRuntime.IsSystemEngine ? _notOnSystem = value : null;
    }
}

/// <summary>A case that a page asks for with several values: each row counts.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WptTheoryAttribute : TheoryAttribute, IWptCase
{
    private string? _notOnSystem;

    public WptTheoryAttribute(string page, string name)
    {
        Page = page;
        DisplayName = $"{page}: {name}";
    }

    public string Page { get; }

    public string? Differs { get; init; }

    /// <summary>Why the system engine cannot do it: skipped there.</summary>
    public string? NotOnSystem
    {
        get => _notOnSystem;
        init => Skip = NativeRuntime.IsSystemEngine ? _notOnSystem = value : null;
    }
}
