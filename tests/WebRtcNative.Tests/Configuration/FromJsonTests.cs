namespace WebRtcNative.Tests.Configuration;

/// <summary>The W3C dictionary as JSON, well-formed.</summary>
public sealed class FromJsonTests
{
    [Fact]
    public void FromJson_EmptyObject_GivesTheDefaults()
    {
        var options = PeerConnectionOptions.FromJson("{}");

        Assert.Empty(options.IceServers);
        Assert.Equal(new PeerConnectionOptions() with { IceServers = options.IceServers }, options);
    }

    [Fact]
    public void FromJson_UrlsIsString_GivesOneUrl()
    {
        var server = Server("""{ "urls": "stun:stun.example.org:3478" }""");

        Assert.Equal(["stun:stun.example.org:3478"], server.Urls);
        Assert.Null(server.Username);
        Assert.Null(server.Credential);
    }

    [Fact]
    public void FromJson_UrlsIsList_GivesEveryUrlInOrder()
    {
        var server = Server("""{ "urls": ["turn:a.example.org", "turns:b.example.org"], "username": "u", "credential": "c" }""");

        Assert.Equal(["turn:a.example.org", "turns:b.example.org"], server.Urls);
        Assert.Equal("u", server.Username);
        Assert.Equal("c", server.Credential);
    }

    [Fact]
    public void FromJson_UsernameAndCredentialNull_GivesNone()
    {
        var server = Server("""{ "urls": "stun:a.example.org", "username": null, "credential": null }""");

        Assert.Null(server.Username);
        Assert.Null(server.Credential);
    }

    // Initialize reports errors in the values themselves.
    [Fact]
    public void FromJson_UrlsIsEmptyList_IsLeftToInitialize() => Assert.Empty(Server("""{ "urls": [] }""").Urls);

    [Fact]
    public void FromJson_SeveralServers_GivesEachInOrder()
    {
        var options = PeerConnectionOptions.FromJson("""{ "iceServers": [{ "urls": "stun:a" }, { "urls": "stun:b" }] }""");

        Assert.Equal(["stun:a", "stun:b"], options.IceServers.Select(server => server.Urls.Single()));
    }

    [Theory]
    [InlineData("all", IceTransportPolicy.All)]
    [InlineData("relay", IceTransportPolicy.Relay)]
    public void FromJson_IceTransportPolicy_IsRead(string text, IceTransportPolicy expected) =>
        Assert.Equal(expected, PeerConnectionOptions.FromJson($$"""{ "iceTransportPolicy": "{{text}}" }""").IceTransportPolicy);

    [Theory]
    [InlineData("balanced", BundlePolicy.Balanced)]
    [InlineData("max-bundle", BundlePolicy.MaxBundle)]
    [InlineData("max-compat", BundlePolicy.MaxCompat)]
    public void FromJson_BundlePolicy_IsRead(string text, BundlePolicy expected) =>
        Assert.Equal(expected, PeerConnectionOptions.FromJson($$"""{ "bundlePolicy": "{{text}}" }""").BundlePolicy);

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void FromJson_IceCandidatePoolSize_IsRead(int size) =>
        Assert.Equal(size, PeerConnectionOptions.FromJson($$"""{ "iceCandidatePoolSize": {{size}} }""").IceCandidatePoolSize);

    [Fact]
    public void FromJson_UnknownMembers_AreIgnoredWhateverTheyHold()
    {
        var options = PeerConnectionOptions.FromJson(
            """
            {
              "rtcpMuxPolicy": "require", "certificates": [{}, 1, null], "IceServers": 1, "": null,
              "iceServers": [{ "urls": "stun:a", "credentialType": { "deep": [[]] } }]
            }
            """);

        Assert.Equal("stun:a", options.IceServers.Single().Urls.Single());
    }

    // WebIDL takes a dictionary from an object, where the member that is written last stays.
    [Fact]
    public void FromJson_MemberTwice_TheLastCounts() =>
        Assert.Equal(2, PeerConnectionOptions.FromJson("""{ "iceCandidatePoolSize": 1, "iceCandidatePoolSize": 2 }""").IceCandidatePoolSize);

    [Fact]
    public void FromJson_EscapesAndOtherScripts_AreDecoded()
    {
        var server = Server("""{ "urls": "turn:a", "username": "\ud83d\ude00\u0000é", "credential": "\"\\\n" }""");

        Assert.Equal("\U0001F600\0é", server.Username);
        Assert.Equal("\"\\\n", server.Credential);
    }

    private static IceServer Server(string json) => PeerConnectionOptions.FromJson($$"""{ "iceServers": [{{json}}] }""").IceServers.Single();
}
