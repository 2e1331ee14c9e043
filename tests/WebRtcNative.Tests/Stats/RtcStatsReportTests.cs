using System.Text.Json;

namespace WebRtcNative.Tests.Stats;

public sealed class RtcStatsReportTests
{
    [Fact]
    public void Parse_Empty_IsEmpty()
    {
        var report = RtcStatsReport.Parse("[]");

        Assert.Empty(report);
        Assert.Null(report.SelectedCandidatePair);
        Assert.Empty(report.OfType<RtcStats>());
    }

    [Fact]
    public void Parse_Objects_AreFoundByIdAndType()
    {
        var report = RtcStatsReport.Parse($"[{Object("transport", "T")},{Object("data-channel", "D1")},{Object("data-channel", "D2")}]");

        Assert.Equal(3, report.Count);
        Assert.Equal(["T", "D1", "D2"], report.Keys);
        Assert.Equal(["D1", "D2"], report.OfType<DataChannelStats>().Select(stats => stats.Id));
        Assert.IsType<TransportStats>(report["T"]);
        Assert.True(report.ContainsKey("D1"));
        Assert.True(report.TryGetValue("D2", out var found));
        Assert.Same(report["D2"], found);
        Assert.False(report.TryGetValue("D3", out _));
        Assert.Throws<KeyNotFoundException>(() => report["D3"]);
        Assert.Equal(report.Keys.Zip(report.Values), report.Select(entry => (entry.Key, entry.Value)));
    }

    [Theory]
    [InlineData("data-channel", typeof(DataChannelStats))]
    [InlineData("transport", typeof(TransportStats))]
    [InlineData("candidate-pair", typeof(IceCandidatePairStats))]
    [InlineData("local-candidate", typeof(IceCandidateStats))]
    [InlineData("remote-candidate", typeof(IceCandidateStats))]
    [InlineData("certificate", typeof(CertificateStats))]
    [InlineData("peer-connection", typeof(PeerConnectionStats))]
    [InlineData("inbound-rtp", typeof(InboundRtpStats))]
    [InlineData("outbound-smell", typeof(RtcStats))]
    [InlineData("", typeof(RtcStats))]
    public void Parse_Type_GivesItsClass(string type, Type expected)
    {
        var stats = RtcStatsReport.Parse($"[{Object(type, "I")}]")["I"];

        Assert.IsType(expected, stats);
        Assert.Equal(type, stats.Type);
        Assert.Equal($"{type} I", stats.ToString());
    }

    [Fact]
    public void Parse_OneIdTwice_LastWins()
    {
        var report = RtcStatsReport.Parse($"[{Object("transport", "I")},{Object("certificate", "I")}]");

        Assert.IsType<CertificateStats>(Assert.Single(report).Value);
    }

    [Fact]
    public void Members_UnknownAndNested_AreThereAsTheyCame()
    {
        var stats = RtcStatsReport.Parse("""[{"type":"new","id":"I","timestamp":1.5,"a":[1,{"b":null}],"c":18446744073709551615}]""")["I"];

        Assert.Equal(["type", "id", "timestamp", "a", "c"], stats.Members.Keys);
        Assert.Equal(JsonValueKind.Null, stats.Members["a"][1].GetProperty("b").ValueKind);
        Assert.Equal(ulong.MaxValue, stats.Members["c"].GetUInt64());
    }

    [Theory]
    [InlineData("1700000000123456")]
    [InlineData("1700000000123456.0")]
    [InlineData("1.700000000123456e+15")]
    public void Timestamp_AnyNotation_IsMicroseconds(string timestamp)
    {
        var stats = RtcStatsReport.Parse($$"""[{"type":"t","id":"I","timestamp":{{timestamp}}}]""")["I"];

        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700000000123).AddMicroseconds(456), stats.Timestamp);
    }

    [Fact]
    public void SelectedCandidatePair_TransportNamesIt_IsIt()
    {
        var report = RtcStatsReport.Parse(
            $$"""
            [{{Object("candidate-pair", "P1")}},{{Object("candidate-pair", "P2")}},{{Object("transport", "T1")}},
             {"type":"transport","id":"T2","timestamp":1,"selectedCandidatePairId":"P2"}]
            """);

        Assert.Same(report["P2"], report.SelectedCandidatePair);
        Assert.Null(report.Find<TransportStats>("P1"));
        Assert.Null(report.Find<TransportStats>("none"));
        Assert.Null(report.Find<TransportStats>(null));
        Assert.Same(report["T1"], report.Find<RtcStats>("T1"));
    }

    [Theory]
    [InlineData("\"none\"")]
    [InlineData("\"C\"")]
    [InlineData("\"T\"")]
    [InlineData("null")]
    [InlineData("1")]
    public void SelectedCandidatePair_NotThere_IsNull(string id)
    {
        var report = RtcStatsReport.Parse(
            $$"""[{{Object("certificate", "C")}},{"type":"transport","id":"T","timestamp":1,"selectedCandidatePairId":{{id}}}]""");

        Assert.Null(report.SelectedCandidatePair);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("[")]
    [InlineData("[]]")]
    [InlineData("[{}")]
    [InlineData("""[{"type":"t","id":"I","timestamp":nan}]""")]
    // The engine's own JSON for a channel with such a label.
    [InlineData("""[{"type":"data-channel","id":"I","timestamp":1,"label":"a"b"}]""")]
    [InlineData("[{\"type\":\"data-channel\",\"id\":\"I\",\"timestamp\":1,\"label\":\"a\nb\"}]")]
    public void Parse_NotJson_IsFormatException(string json) => AssertMalformed(json, "not JSON");

    [Theory]
    [InlineData("null", "Array")]
    [InlineData("{}", "Array")]
    [InlineData("1", "Array")]
    [InlineData("[null]", "Object")]
    [InlineData("[[]]", "Object")]
    [InlineData("[{}]", "no id")]
    [InlineData("""[{"type":"t","timestamp":1}]""", "no id")]
    [InlineData("""[{"type":"t","id":1,"timestamp":1}]""", "no id")]
    [InlineData("""[{"type":"t","id":"\ud800","timestamp":1}]""", "no id")]
    [InlineData("""[{"id":"I","timestamp":1}]""", "no type")]
    [InlineData("""[{"type":null,"id":"I","timestamp":1}]""", "no type")]
    [InlineData("""[{"type":"t","id":"I"}]""", "no timestamp")]
    [InlineData("""[{"type":"t","id":"I","timestamp":"1"}]""", "no timestamp")]
    [InlineData("""[{"type":"t","id":"I","timestamp":-1}]""", "no timestamp")]
    [InlineData("""[{"type":"t","id":"I","timestamp":1e18}]""", "no timestamp")]
    [InlineData("""[{"type":"t","id":"I","timestamp":1e999}]""", "no timestamp")]
    public void Parse_NoStatistics_IsFormatExceptionThatSaysWhy(string json, string said) => AssertMalformed(json, said);

    [Fact]
    public void Parse_HostileText_IsFormatException()
    {
        AssertMalformed("[\"\ud800\"]", "");
        AssertMalformed(new string('[', 100_000), "not JSON");
    }

    [Fact]
    public void Parse_Huge_IsRead()
    {
        var report = RtcStatsReport.Parse($"[{string.Join(',', Enumerable.Range(0, 20_000).Select(i => Object("transport", $"T{i}")))}]");

        Assert.Equal(20_000, report.OfType<TransportStats>().Count());
    }

    private static string Object(string type, string id) => $$"""{"type":"{{type}}","id":"{{id}}","timestamp":1700000000000000}""";

    private static void AssertMalformed(string json, string said)
    {
        var thrown = Assert.Throws<FormatException>(() => RtcStatsReport.Parse(json));

        Assert.Contains(said, thrown.Message, StringComparison.Ordinal);
    }
}
