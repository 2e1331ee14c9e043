namespace WebRtcNative.Tests.Stats;

/// <summary>Every member of the classes that data channels need, as the engine prints it.</summary>
public sealed class RtcStatsMembersTests
{
    [Fact]
    public void DataChannelStats_AllMembers_AreRead()
    {
        var stats = Parse<DataChannelStats>("data-channel", """
            "label":"é \"x\"","protocol":"p","dataChannelIdentifier":1,"state":"open",
            "messagesSent":2,"bytesSent":3000000000,"messagesReceived":4,"bytesReceived":1e+15
            """);

        Assert.Equal("é \"x\"", stats.Label);
        Assert.Equal("p", stats.Protocol);
        Assert.Equal(1, stats.DataChannelIdentifier);
        Assert.Equal(DataChannelState.Open, stats.State);
        Assert.Equal(2, stats.MessagesSent);
        Assert.Equal(3_000_000_000, stats.BytesSent);
        Assert.Equal(4, stats.MessagesReceived);
        Assert.Equal(1_000_000_000_000_000, stats.BytesReceived);
    }

    // The engine's word for "none yet".
    [Fact]
    public void DataChannelIdentifier_Negative_IsNull() =>
        Assert.Null(Parse<DataChannelStats>("data-channel", "\"dataChannelIdentifier\":-1").DataChannelIdentifier);

    [Fact]
    public void PeerConnectionStats_AllMembers_AreRead()
    {
        var stats = Parse<PeerConnectionStats>("peer-connection", "\"dataChannelsOpened\":5,\"dataChannelsClosed\":3");

        Assert.Equal(5, stats.DataChannelsOpened);
        Assert.Equal(3, stats.DataChannelsClosed);
    }

    [Fact]
    public void CertificateStats_AllMembers_AreRead()
    {
        var stats = Parse<CertificateStats>(
            "certificate", "\"fingerprint\":\"AB:CD\",\"fingerprintAlgorithm\":\"sha-256\",\"base64Certificate\":\"MII=\",\"issuerCertificateId\":\"C2\"");

        Assert.Equal("AB:CD", stats.Fingerprint);
        Assert.Equal("sha-256", stats.FingerprintAlgorithm);
        Assert.Equal("MII=", stats.Base64Certificate);
        Assert.Equal("C2", stats.IssuerCertificateId);
    }

    [Fact]
    public void TransportStats_AllMembers_AreRead()
    {
        var stats = Parse<TransportStats>("transport", """
            "packetsSent":1,"packetsReceived":2,"bytesSent":3,"bytesReceived":4,"iceRole":"controlled",
            "iceLocalUsernameFragment":"uf","dtlsState":"connected","iceState":"completed","selectedCandidatePairId":"P",
            "localCertificateId":"L","remoteCertificateId":"R","tlsVersion":"FEFD","dtlsCipher":"TLS_A","dtlsRole":"server",
            "srtpCipher":"SRTP_A","selectedCandidatePairChanges":5,"ccfbMessagesSent":6,"ccfbMessagesReceived":7
            """);

        Assert.Equal((1, 2, 3, 4), (stats.PacketsSent, stats.PacketsReceived, stats.BytesSent, stats.BytesReceived));
        Assert.Equal(IceRole.Controlled, stats.IceRole);
        Assert.Equal(DtlsTransportState.Connected, stats.DtlsState);
        Assert.Equal(IceConnectionState.Completed, stats.IceState);
        Assert.Equal(DtlsRole.Server, stats.DtlsRole);
        Assert.Equal(("uf", "P"), (stats.IceLocalUsernameFragment, stats.SelectedCandidatePairId));
        Assert.Equal(("L", "R"), (stats.LocalCertificateId, stats.RemoteCertificateId));
        Assert.Equal(("FEFD", "TLS_A", "SRTP_A"), (stats.TlsVersion, stats.DtlsCipher, stats.SrtpCipher));
        Assert.Equal((5, 6, 7), (stats.SelectedCandidatePairChanges, stats.CcfbMessagesSent, stats.CcfbMessagesReceived));
    }

    [Theory]
    [InlineData("local-candidate", false)]
    [InlineData("remote-candidate", true)]
    public void IceCandidateStats_AllMembers_AreRead(string type, bool isRemote)
    {
        var stats = Parse<IceCandidateStats>(type, """
            "transportId":"T","address":"192.168.1.7","port":9,"protocol":"tcp","candidateType":"relay","priority":2122260223,
            "url":"turn:a","relayProtocol":"tls","foundation":"f","relatedAddress":"10.0.0.1","relatedPort":0,
            "usernameFragment":"uf","tcpType":"passive","networkType":"wifi"
            """);

        Assert.Equal(isRemote, stats.IsRemote);
        Assert.Equal("T", stats.TransportId);
        Assert.Equal(("192.168.1.7", 9), (stats.Address, stats.Port));
        Assert.Equal(IceTransportProtocol.Tcp, stats.Protocol);
        Assert.Equal(IceCandidateType.Relay, stats.CandidateType);
        Assert.Equal(2122260223, stats.Priority);
        Assert.Equal("turn:a", stats.Url);
        Assert.Equal(IceServerTransportProtocol.Tls, stats.RelayProtocol);
        Assert.Equal("f", stats.Foundation);
        Assert.Equal(("10.0.0.1", 0), (stats.RelatedAddress, stats.RelatedPort));
        Assert.Equal("uf", stats.UsernameFragment);
        Assert.Equal(IceTcpCandidateType.Passive, stats.TcpType);
        Assert.Equal("wifi", stats.Members["networkType"].GetString());
    }

    // The engine leaves texts empty, or writes a name in their place.
    [Theory]
    [InlineData("")]
    [InlineData("redacted-ip.invalid")]
    public void IceCandidateStats_AddressesUnknown_AreNull(string address)
    {
        var stats = Parse<IceCandidateStats>(
            "remote-candidate", $"""
            "address":"{address}","port":9,"relatedAddress":"{address}","relatedPort":0,"url":""
            """);

        Assert.Null(stats.Address);
        Assert.Equal(9, stats.Port);
        Assert.Null(stats.RelatedAddress);
        Assert.Null(stats.RelatedPort);
        Assert.Null(stats.Url);
    }

    [Fact]
    public void IceCandidatePairStats_AllMembers_AreRead()
    {
        var stats = Parse<IceCandidatePairStats>("candidate-pair", """
            "transportId":"T","localCandidateId":"L","remoteCandidateId":"R","state":"in-progress","nominated":true,
            "packetsSent":1,"packetsReceived":2,"bytesSent":3,"bytesReceived":4,
            "lastPacketSentTimestamp":1700000000123.5,"lastPacketReceivedTimestamp":0,
            "totalRoundTripTime":1.25,"currentRoundTripTime":0.001,"availableOutgoingBitrate":300000.5,"availableIncomingBitrate":0,
            "requestsReceived":5,"requestsSent":6,"responsesReceived":7,"responsesSent":8,"consentRequestsSent":9,
            "packetsDiscardedOnSend":10,"bytesDiscardedOnSend":11
            """);

        Assert.Equal(("T", "L", "R"), (stats.TransportId, stats.LocalCandidateId, stats.RemoteCandidateId));
        Assert.Equal(IceCandidatePairState.InProgress, stats.State);
        Assert.True(stats.Nominated);
        Assert.Equal((1, 2, 3, 4), (stats.PacketsSent, stats.PacketsReceived, stats.BytesSent, stats.BytesReceived));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700000000123).AddMicroseconds(500), stats.LastPacketSentTimestamp);
        Assert.Equal(DateTimeOffset.UnixEpoch, stats.LastPacketReceivedTimestamp);
        Assert.Equal(TimeSpan.FromMilliseconds(1250), stats.TotalRoundTripTime);
        Assert.Equal(TimeSpan.FromMilliseconds(1), stats.CurrentRoundTripTime);
        Assert.Equal((300000.5, 0), (stats.AvailableOutgoingBitrate, stats.AvailableIncomingBitrate));
        Assert.Equal((5, 6), (stats.RequestsReceived, stats.RequestsSent));
        Assert.Equal((7, 8, 9), (stats.ResponsesReceived, stats.ResponsesSent, stats.ConsentRequestsSent));
        Assert.Equal((10, 11), (stats.PacketsDiscardedOnSend, stats.BytesDiscardedOnSend));
    }

    [Theory]
    [InlineData("connecting", DataChannelState.Connecting)]
    [InlineData("closing", DataChannelState.Closing)]
    [InlineData("closed", DataChannelState.Closed)]
    [InlineData("Open", null)]
    [InlineData("", null)]
    public void State_Word_IsItsValue(string word, DataChannelState? expected) =>
        Assert.Equal(expected, Parse<DataChannelStats>("data-channel", $"\"state\":\"{word}\"").State);

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("-0", 0L)]
    [InlineData("5.0", 5L)]
    [InlineData("5e0", 5L)]
    [InlineData("1.5e1", 15L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9.007199254740992e+15", 9007199254740992)]
    [InlineData("9.223372036854775e+18", 9223372036854774784)]
    [InlineData("9223372036854775808", null)]
    [InlineData("1.844674407370955e+19", null)]
    [InlineData("1e999", null)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("\"1\"", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    [InlineData("[1]", null)]
    public void Count_AnyValue_IsReadOrNull(string value, long? expected)
    {
        var stats = Parse<DataChannelStats>("data-channel", $"\"bytesSent\":{value}");

        Assert.Equal(expected, stats.BytesSent);
        Assert.Equal(value, stats.Members["bytesSent"].GetRawText());
    }

    [Theory]
    [InlineData("\"label\":1,\"protocol\":null")]
    [InlineData("\"label\":\"\\ud800\",\"protocol\":{},\"state\":\"\\udc00\"")]
    [InlineData("\"state\":1,\"dataChannelIdentifier\":65536")]
    public void DataChannelStats_WrongMembers_AreNull(string members)
    {
        var stats = Parse<DataChannelStats>("data-channel", members);

        Assert.Null(stats.Label);
        Assert.Null(stats.Protocol);
        Assert.Null(stats.State);
        Assert.Null(stats.DataChannelIdentifier);
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("1e300")]
    [InlineData("-1e300")]
    [InlineData("\"1\"")]
    [InlineData("false")]
    public void IceCandidatePairStats_WrongMembers_AreNull(string value)
    {
        var stats = Parse<IceCandidatePairStats>(
            "candidate-pair", $"\"totalRoundTripTime\":{value},\"lastPacketSentTimestamp\":{value},\"nominated\":1,\"state\":{value}");

        Assert.Null(stats.TotalRoundTripTime);
        Assert.Null(stats.LastPacketSentTimestamp);
        Assert.Null(stats.Nominated);
        Assert.Null(stats.State);
        Assert.Null(stats.CurrentRoundTripTime);
    }

    [Fact]
    public void Members_OneNameTwice_LastWins() =>
        Assert.Equal("b", Parse<DataChannelStats>("data-channel", "\"label\":\"a\",\"label\":\"b\"").Label);

    private static T Parse<T>(string type, string members)
        where T : RtcStats =>
        Assert.IsType<T>(RtcStatsReport.Parse($$"""[{"type":"{{type}}","id":"I","timestamp":1,{{members}}}]""")["I"]);
}
