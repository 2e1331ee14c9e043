using WebRtcNative.InteropTests.Browser.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Browser;

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxBinaryTests(FirefoxFixture browser) : BinaryTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxChannelOptionsTests(FirefoxFixture browser) : ChannelOptionsTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxCloseTests(FirefoxFixture browser) : CloseTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxEchoBotTests(FirefoxFixture browser) : EchoBotTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxEchoServerTests(FirefoxFixture browser) : EchoServerTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxGlareTests(FirefoxFixture browser) : GlareTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxIceRestartTests(FirefoxFixture browser) : IceRestartTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxLossTests(FirefoxFixture browser) : LossTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxManyChannelsTests(FirefoxFixture browser) : ManyChannelsTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxMdnsTests(FirefoxFixture browser) : MdnsTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxMediaSectionTests(FirefoxFixture browser) : MediaSectionTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxNegotiationTests(FirefoxFixture browser) : NegotiationTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxPicturesTests(FirefoxFixture browser, ITestOutputHelper output) : PicturesTests(browser, output);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxTextTests(FirefoxFixture browser) : TextTests(browser);

[Collection(FirefoxCollection.Name)]
public sealed class FirefoxTransformTests(FirefoxFixture browser, ITestOutputHelper output) : TransformTests(browser, output);
