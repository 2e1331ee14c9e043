namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>The tests that share a Chromium.</summary>
[CollectionDefinition(Name)]
public sealed class ChromiumCollection : ICollectionFixture<ChromiumFixture>
{
    public const string Name = "Chromium";
}
