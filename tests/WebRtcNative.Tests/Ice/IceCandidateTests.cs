namespace WebRtcNative.Tests.Ice;

/// <summary>The parts of candidates as engines and browsers write them (RFC 8839, section 5.1).</summary>
public sealed class IceCandidateTests
{
    [Fact]
    public void Parts_HostCandidate_AreRead()
    {
        var candidate = Make("candidate:842163049 1 udp 2122260223 192.168.1.7 54321 typ host generation 0 ufrag Ab+/ network-id 1 network-cost 10");

        Assert.Equal("842163049", candidate.Foundation);
        Assert.Equal(1, candidate.Component);
        Assert.Equal(IceTransportProtocol.Udp, candidate.Protocol);
        Assert.Equal(2122260223u, candidate.Priority);
        Assert.Equal("192.168.1.7", candidate.Address);
        Assert.Equal(54321, candidate.Port);
        Assert.Equal(IceCandidateType.Host, candidate.Type);
        Assert.Null(candidate.TcpType);
        Assert.Null(candidate.RelatedAddress);
        Assert.Null(candidate.RelatedPort);
        Assert.Null(candidate.Url);
    }

    [Theory]
    [InlineData("srflx", IceCandidateType.Srflx)]
    [InlineData("prflx", IceCandidateType.Prflx)]
    [InlineData("relay", IceCandidateType.Relay)]
    public void Parts_DerivedCandidate_HaveRelatedAddress(string type, IceCandidateType expected)
    {
        var candidate = Make($"candidate:a+/9 2 UDP 1 203.0.113.1 9 typ {type} raddr 10.0.0.1 rport 0 generation 0");

        Assert.Equal(expected, candidate.Type);
        Assert.Equal("10.0.0.1", candidate.RelatedAddress);
        Assert.Equal(0, candidate.RelatedPort);
        Assert.Equal(2, candidate.Component);
        Assert.Null(candidate.UsernameFragment);
    }

    [Theory]
    [InlineData("active", IceTcpCandidateType.Active)]
    [InlineData("passive", IceTcpCandidateType.Passive)]
    [InlineData("so", IceTcpCandidateType.So)]
    public void TcpType_TcpCandidate_IsRead(string type, IceTcpCandidateType expected)
    {
        var candidate = Make($"candidate:1 1 tcp 1518280447 192.168.1.7 9 typ host tcptype {type} generation 0");

        Assert.Equal(IceTransportProtocol.Tcp, candidate.Protocol);
        Assert.Equal(expected, candidate.TcpType);
    }

    [Fact]
    public void TcpType_UdpCandidate_IsNull()
    {
        var candidate = Make("candidate:1 1 udp 1 192.168.1.7 9 typ host tcptype active");

        Assert.Equal(IceTransportProtocol.Udp, candidate.Protocol);
        Assert.Null(candidate.TcpType);
    }

    [Theory]
    [InlineData("2001:db8::1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("7f3a1c2e-0000-4000-8000-000000000000.local")]
    public void Address_NotIPv4_IsReadAsItIs(string address) =>
        Assert.Equal(address, Make($"candidate:1 1 udp 1 {address} 9 typ host").Address);

    [Theory]
    [InlineData("a=candidate:1 1 udp 1 192.168.1.7 9 typ host")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9 typ host\r\n")]
    [InlineData("CANDIDATE:1 1 Udp 1 192.168.1.7 9 TYP HOST")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9 typ host ")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9 typ host x  y z")]
    [InlineData("candidate:1 256 udp 4294967295 192.168.1.7 65535 typ host x")]
    [InlineData("candidate:12345678901234567890123456789012 1 udp 0 192.168.1.7 0 typ host")]
    public void Parts_UnusualButKnown_AreRead(string text) => Assert.Equal(IceCandidateType.Host, Make(text).Type);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\0")]
    [InlineData("garbage")]
    [InlineData("candidate:")]
    [InlineData("candidate: 1 udp 1 192.168.1.7 9 typ host")]
    [InlineData("candidate:1-2 1 udp 1 192.168.1.7 9 typ host")]
    [InlineData("candidate:123456789012345678901234567890123 1 udp 1 192.168.1.7 9 typ host")]
    [InlineData("candidate:1 0 udp 1 192.168.1.7 9 typ host")]
    [InlineData("candidate:1 257 udp 1 192.168.1.7 9 typ host")]
    [InlineData("candidate:1 -1 udp 1 192.168.1.7 9 typ host")]
    [InlineData("candidate:1 99999999999999999999 udp 1 192.168.1.7 9 typ host")]
    [InlineData("candidate:1 1 sctp 1 192.168.1.7 9 typ host")]
    [InlineData("candidate:1 1 udp 4294967296 192.168.1.7 9 typ host")]
    [InlineData("candidate:1 1 udp -1 192.168.1.7 9 typ host")]
    [InlineData("candidate:1 1 udp 1,0 192.168.1.7 9 typ host")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 65536 typ host")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 -1 typ host")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 port typ host")]
    [InlineData("candidate:1 1 udp 1  9 typ host")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9 typ")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9 host")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9 typ other")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9 typ srflx raddr")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9 typ srflx raddr 10.0.0.1 rport 65536")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9 typ host ufrag")]
    [InlineData("candidate:1 1 tcp 1 192.168.1.7 9 typ host tcptype other")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9 typ host  ")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7\0 9 typ host")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9 typ host\ncandidate:1 1 udp 1 192.168.1.7 9 typ host")]
    [InlineData("candidate:\t1 1 udp 1 192.168.1.7 9 typ host")]
    [InlineData("candidate:١ 1 udp 1 192.168.1.7 9 typ host")]
    [InlineData("candidate:1 ١ udp 1 192.168.1.7 9 typ host")]
    public void Parts_NotParsed_AreAllNull(string? text)
    {
        var candidate = Make(text!);

        Assert.Null(candidate.Foundation);
        Assert.Null(candidate.Component);
        Assert.Null(candidate.Protocol);
        Assert.Null(candidate.Priority);
        Assert.Null(candidate.Address);
        Assert.Null(candidate.Port);
        Assert.Null(candidate.Type);
        Assert.Null(candidate.TcpType);
        Assert.Null(candidate.RelatedAddress);
        Assert.Null(candidate.RelatedPort);
        Assert.Null(candidate.UsernameFragment);
    }

    [Fact]
    public void Parts_Huge_AreRead()
    {
        var candidate = Make("candidate:1 1 udp 1 192.168.1.7 9 typ host" + string.Concat(Enumerable.Repeat(" a b", 1_000_000)) + " raddr 10.0.0.1");

        Assert.Equal("10.0.0.1", candidate.RelatedAddress);
    }

    [Fact]
    public void Parts_AfterWith_AreThoseOfTheNewAttribute()
    {
        var first = Make("candidate:1 1 udp 1 192.168.1.7 9 typ host") with { Url = "stun:stun.example.org" };
        Assert.Equal("1", first.Foundation);

        var second = first with { Candidate = "candidate:2 1 udp 1 192.168.1.7 9 typ host" };

        Assert.Equal("2", second.Foundation);
        Assert.Equal("stun:stun.example.org", second.Url);
        Assert.Equal("1", first.Foundation);
    }

    [Fact]
    public void UsernameFragment_OnlyInTheAttribute_NullUnlessInitialized()
    {
        var candidate = Make("candidate:1 1 udp 1 192.168.1.7 9 typ host ufrag attribute");

        Assert.Equal("192.168.1.7", candidate.Address);
        Assert.Null(candidate.UsernameFragment);
        Assert.Equal("given", (candidate with { UsernameFragment = "given" }).UsernameFragment);
        Assert.Equal("given", new IceCandidate("", "0", 0) { UsernameFragment = "given" }.UsernameFragment);
    }

    [Fact]
    public void Equals_PartsReadOnOneSide_StillEqual()
    {
        var one = Make("candidate:1 1 udp 1 192.168.1.7 9 typ host");
        var other = Make("candidate:1 1 udp 1 192.168.1.7 9 typ host") with { Url = "stun:a", UsernameFragment = "f" };
        _ = one.Foundation;

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Equals_OtherAttributeOrDescription_NotEqual()
    {
        var candidate = new IceCandidate("candidate:1", "0", 0);

        Assert.NotEqual(candidate, candidate with { Candidate = "candidate:2" });
        Assert.NotEqual(candidate, candidate with { SdpMid = null });
        Assert.NotEqual(candidate, candidate with { SdpMLineIndex = 1 });
        Assert.False(candidate.Equals(null));
    }

    [Fact]
    public void ToString_Always_ShowsWhatItWasMadeOf() => Assert.Equal(
        "IceCandidate { Candidate = candidate:1, SdpMid = 0, SdpMLineIndex = 1 }", new IceCandidate("candidate:1", "0", 1).ToString());

    private static IceCandidate Make(string text) => new(text, "0", 0);
}
