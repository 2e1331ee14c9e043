using Xunit.Abstractions;
using Xunit.Sdk;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Skips a test, whatever its data, where its class's browser is missing, or known to fail.</summary>
internal sealed class BrowserTheoryDiscoverer(IMessageSink messages) : TheoryDiscoverer(messages)
{
    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo theory) =>
        SkippedTest.Make(
            DiagnosticMessageSink,
            options,
            method,
            theory.GetNamedArgument<string?>(nameof(BrowserTheoryAttribute.FailsInFirefox))) is { } skipped
            ? [skipped]
            : base.Discover(options, method, theory);
}
