using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Configuration;

/// <summary>Policies and the candidate pool: defaults, accepted values, and values that may or may not change.</summary>
public sealed class ConfigurationPages : ConformanceTest
{
    private const string Bundle = "RTCConfiguration-bundlePolicy.html";
    private const string Pool = "RTCConfiguration-iceCandidatePoolSize.html";
    private const string Validation = "RTCConfiguration-validation.html";

    [Wpt(Bundle, "balanced by default")]
    public void BundlePolicy_Default_Balanced() => Assert.Equal(BundlePolicy.Balanced, Configured(new()).BundlePolicy);

    [WptTheory(Bundle, "each policy is taken, and may be set again")]
    [InlineData(BundlePolicy.Balanced)]
    [InlineData(BundlePolicy.MaxCompat)]
    [InlineData(BundlePolicy.MaxBundle)]
    public void BundlePolicy_Each_TakenAndSetAgain(BundlePolicy policy)
    {
        var options = new PeerConnectionOptions { BundlePolicy = policy };
        var connection = NewConnection(options);

        connection.SetConfiguration(options);

        Assert.Equal(policy, connection.GetConfiguration().BundlePolicy);
    }

    [Wpt(Bundle, "balanced may be left out when it is set again")]
    public void SetConfiguration_DefaultPolicies_Taken()
    {
        var connection = NewConnection(new PeerConnectionOptions { BundlePolicy = BundlePolicy.Balanced });

        connection.SetConfiguration(new PeerConnectionOptions());

        Assert.Equal(BundlePolicy.Balanced, connection.GetConfiguration().BundlePolicy);
    }

    [Wpt(Bundle, "an unknown policy is refused")]
    public void BundlePolicy_Unknown_ArgumentException() =>
        Assert.ThrowsAny<ArgumentException>(() => Configured(new() { BundlePolicy = (BundlePolicy)77 }));

    [WptTheory(Bundle, "it may not change")]
    [InlineData(BundlePolicy.MaxCompat)]
    [InlineData(BundlePolicy.Balanced)]
    public void SetConfiguration_OtherBundlePolicy_InvalidModification(BundlePolicy other) => AssertMayNotChange(
        new() { BundlePolicy = BundlePolicy.MaxBundle }, new() { BundlePolicy = other });

    [Wpt(Pool, "0 by default")]
    public void IceCandidatePoolSize_Default_0() => Assert.Equal(0, Configured(new()).IceCandidatePoolSize);

    [WptTheory(Pool, "0 to 255 are taken")]
    [InlineData(0)]
    [InlineData(255)]
    public void IceCandidatePoolSize_Within_Taken(int size) =>
        Assert.Equal(size, Configured(new() { IceCandidatePoolSize = size }).IceCandidatePoolSize);

    [WptTheory(Pool, "other values are refused, also when they are set later")]
    [InlineData(-1, false)]
    [InlineData(256, false)]
    [InlineData(-1, true)]
    [InlineData(256, true)]
    public void IceCandidatePoolSize_Beyond_ArgumentException(int size, bool later)
    {
        var options = new PeerConnectionOptions { IceCandidatePoolSize = size };

        Assert.ThrowsAny<ArgumentException>(() =>
        {
            if (later)
                NewConnection().SetConfiguration(options);
            else
                NewConnection(options);
        });
    }

    [WptTheory(Pool, "it may be set before the first description")]
    [InlineData(0)]
    [InlineData(255)]
    public void SetConfiguration_PoolSize_Taken(int size)
    {
        var connection = NewConnection();

        connection.SetConfiguration(new PeerConnectionOptions { IceCandidatePoolSize = size });

        Assert.Equal(size, connection.GetConfiguration().IceCandidatePoolSize);
    }

    [Wpt(Validation, "a configuration is taken as a whole or not at all")]
    public void SetConfiguration_OneOptionWrong_NothingTaken()
    {
        var connection = NewConnection();

        Assert.Throws<ArgumentException>(() => connection.SetConfiguration(new PeerConnectionOptions
        {
            IceTransportPolicy = IceTransportPolicy.Relay,
            IceServers = [new IceServer("nonsense")],
        }));

        Assert.Equal(IceTransportPolicy.All, connection.GetConfiguration().IceTransportPolicy);
        Assert.Empty(connection.GetConfiguration().IceServers);
    }

    private PeerConnectionOptions Configured(PeerConnectionOptions options) => NewConnection(options).GetConfiguration();

    private void AssertMayNotChange(PeerConnectionOptions from, PeerConnectionOptions to)
    {
        var connection = NewConnection(from);

        var error = Assert.Throws<WebRtcException>(() => connection.SetConfiguration(to));

        Assert.Equal(RtcErrorType.InvalidModification, error.ErrorType);
        Assert.Equal(from, connection.GetConfiguration());
    }
}
