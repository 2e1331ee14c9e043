namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Firefox for all tests of its collection.</summary>
public sealed class FirefoxFixture() : BrowserFixture(BrowserProgram.All[FirefoxCollection.Name]);
