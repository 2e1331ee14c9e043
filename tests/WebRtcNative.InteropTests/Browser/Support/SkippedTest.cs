using Xunit.Abstractions;
using Xunit.Sdk;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A test whose browser is missing, or known to fail it. The attribute that marks a test cannot know it: the
/// method is inherited, and the browser is that of the class which inherits it.</summary>
internal static class SkippedTest
{
    /// <summary>The test, skipped, or null where it runs.</summary>
    public static IXunitTestCase? Make(
        IMessageSink messages,
        ITestFrameworkDiscoveryOptions options,
        ITestMethod method,
        string? failsInFirefox = null)
    {
        var browser = BrowserProgram.All[method.TestClass.TestCollection.DisplayName];
        var failure = browser.Name == FirefoxCollection.Name ? failsInFirefox : null;
        return (browser.Missing ?? failure) is { } reason
            ? new XunitSkippedDataRowTestCase(
                messages, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, reason)
            : null;
    }
}
