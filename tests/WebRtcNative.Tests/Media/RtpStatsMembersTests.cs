using System.Globalization;
using System.Text.Json;

namespace WebRtcNative.Tests.Media;

/// <summary>Each member of the statistics of RTP, by its W3C name: the property's, with a small first letter.</summary>
public sealed class RtpStatsMembersTests
{
    public static TheoryData<string, Type> Types => new()
    {
        { "codec", typeof(CodecStats) },
        { "inbound-rtp", typeof(InboundRtpStats) },
        { "outbound-rtp", typeof(OutboundRtpStats) },
        { "remote-inbound-rtp", typeof(RemoteInboundRtpStats) },
        { "remote-outbound-rtp", typeof(RemoteOutboundRtpStats) },
        { "media-playout", typeof(MediaPlayoutStats) },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Members_All_AreRead(string type, Type expected)
    {
        var members = expected.GetProperties().Where(property => property.DeclaringType != typeof(RtcStats)).ToArray();
        Assert.True(members.Length > 5, "too few members");
        var json = string.Concat(members.Select((member, i) =>
            $",\"{JsonNamingPolicy.CamelCase.ConvertName(member.Name)}\":{Example(member.Name, member.PropertyType, i + 1)}"));

        var stats = Parse(type, json);

        Assert.IsType(expected, stats);
        for (var i = 0; i < members.Length; i++)
            Assert.Equal(Expected(members[i].Name, members[i].PropertyType, i + 1), members[i].GetValue(stats));
    }

    [Theory]
    [InlineData("audio", typeof(AudioSourceStats))]
    [InlineData("video", typeof(VideoSourceStats))]
    [InlineData("smell", typeof(RtcStats))]
    public void MediaSource_Kind_IsTheClass(string kind, Type expected) =>
        Assert.IsType(expected, Parse("media-source", $",\"kind\":\"{kind}\",\"trackIdentifier\":\"t\""));

    [Fact]
    public void PacketsLost_Negative_IsRead() =>
        Assert.Equal(-3, Assert.IsType<InboundRtpStats>(Parse("inbound-rtp", ",\"packetsLost\":-3")).PacketsLost);

    [Theory]
    [InlineData("none", QualityLimitationReason.None)]
    [InlineData("cpu", QualityLimitationReason.Cpu)]
    [InlineData("bandwidth", QualityLimitationReason.Bandwidth)]
    [InlineData("other", QualityLimitationReason.Other)]
    [InlineData("weather", null)]
    public void QualityLimitationReason_Word_IsItsValue(string word, QualityLimitationReason? expected) => Assert.Equal(
        expected,
        Assert.IsType<OutboundRtpStats>(Parse("outbound-rtp", $",\"qualityLimitationReason\":\"{word}\"")).QualityLimitationReason);

    private static RtcStats Parse(string type, string members) =>
        RtcStatsReport.Parse($$"""[{"id":"X","type":"{{type}}","timestamp":1{{members}}}]""")["X"];

    private static string Example(string name, Type type, int number) =>
        name == nameof(RtpStreamStats.Kind) ? "\"audio\""
        : type == typeof(QualityLimitationReason?) ? "\"cpu\""
        : type == typeof(string) ? $"\"text {number}\""
        : type == typeof(bool?) ? "true"
        : number.ToString(CultureInfo.InvariantCulture);

    private static object Expected(string name, Type type, int number) =>
        name == nameof(RtpStreamStats.Kind) ? MediaKind.Audio
        : type == typeof(QualityLimitationReason?) ? QualityLimitationReason.Cpu
        : type == typeof(string) ? $"text {number}"
        : type == typeof(bool?) ? true
        : type == typeof(TimeSpan?) ? TimeSpan.FromSeconds(number)
        : type == typeof(DateTimeOffset?) ? DateTimeOffset.UnixEpoch.AddMilliseconds(number)
        : Convert.ChangeType(number, Nullable.GetUnderlyingType(type)!, CultureInfo.InvariantCulture);
}
