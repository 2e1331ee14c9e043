using Xunit.Abstractions;
using Xunit.Sdk;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Skips a test where its class's browser is missing.</summary>
internal sealed class BrowserFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo fact) =>
        SkippedTest.Make(DiagnosticMessageSink, options, method) ?? base.CreateTestCase(options, method, fact);
}
