using System.Reflection;

namespace WebRtcNative.Tests;

/// <summary>Rules that hold for every public type (docs/decisions.md).</summary>
public sealed class PublicApiTests
{
    /// <summary>A property that is added to a positional record changes its constructor and its Deconstruct, and breaks callers.</summary>
    [Fact]
    public void Records_Public_AreNotPositional() =>
        Assert.All(Public(), type => Assert.Null(type.GetMethod("Deconstruct", BindingFlags.Public | BindingFlags.Instance)));

    private static IEnumerable<Type> Public() => typeof(PeerConnection).Assembly.GetExportedTypes();
}
