namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Chromium for all tests of its collection.</summary>
public sealed class ChromiumFixture() : BrowserFixture(BrowserProgram.All[ChromiumCollection.Name]);
