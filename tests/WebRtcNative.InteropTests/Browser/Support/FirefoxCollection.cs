namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>The tests that share a Firefox.</summary>
[CollectionDefinition(Name)]
public sealed class FirefoxCollection : ICollectionFixture<FirefoxFixture>
{
    public const string Name = "Firefox";
}
