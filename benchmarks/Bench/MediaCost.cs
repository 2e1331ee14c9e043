using System.Globalization;

namespace Bench;

/// <summary>What connections with data channels only cost if they may have audio and video, beside such that may not.</summary>
internal sealed class MediaCost(bool isQuick, int rounds)
{
    private static readonly string[] s_values = ["false", "true"];

    public Sheet Measure()
    {
        // Trials of a round follow on one another, so the two values are measured by turns.
        var results = Rounds.Run([Programs.Ours], [.. s_values.Select(Trial)], rounds);
        var sheet = new Sheet(
            "Connections with data channels only",
            "By PeerConnectionOptions.Media. Setup: a pair until its channel is open; memory and creation: of 500 connections that were only "
                + "created; threads: of the process; offer: with one data channel.",
            "Media", "setup of a pair, ms", "creation, us", "KB per connection", "threads", "bytes of the offer");
        foreach (var value in s_values)
        {
            string Figure(string name, string format) =>
                results.Median(Programs.Ours.Name, Trial(value).Name, name).ToString(format, CultureInfo.InvariantCulture);
            sheet.Add(
                value, Figure("setup_ms", "F2"), Figure("create_us", "F0"), Figure("kb_per_connection", "F0"), Figure("threads", "F0"),
                Figure("sdp_bytes", "F0"));
        }
        return sheet;
    }

    private Trial Trial(string value) => new($"media {value}", "media-cost", value, isQuick ? "20" : "100");
}
