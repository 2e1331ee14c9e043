using WebRtcNative.InteropTests.Browser.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Browser;

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumBinaryTests(ChromiumFixture browser) : BinaryTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumChannelOptionsTests(ChromiumFixture browser) : ChannelOptionsTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumCloseTests(ChromiumFixture browser) : CloseTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumEchoBotTests(ChromiumFixture browser) : EchoBotTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumEchoServerTests(ChromiumFixture browser) : EchoServerTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumGlareTests(ChromiumFixture browser) : GlareTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumIceRestartTests(ChromiumFixture browser) : IceRestartTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumLossTests(ChromiumFixture browser) : LossTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumManyChannelsTests(ChromiumFixture browser) : ManyChannelsTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumMdnsTests(ChromiumFixture browser) : MdnsTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumMediaSectionTests(ChromiumFixture browser) : MediaSectionTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumNegotiationTests(ChromiumFixture browser) : NegotiationTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumPicturesTests(ChromiumFixture browser, ITestOutputHelper output) : PicturesTests(browser, output);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumTextTests(ChromiumFixture browser) : TextTests(browser);

[Collection(ChromiumCollection.Name)]
public sealed class ChromiumTransformTests(ChromiumFixture browser, ITestOutputHelper output) : TransformTests(browser, output);
