using System.Globalization;

namespace Bench;

/// <summary>Calls of pictures, and frames that are encoded already, beside a C++ program on the same engine.</summary>
/// <param name="plots">Where the plots go, without the ends of their names.</param>
internal sealed class Video(bool isQuick, int rounds, string plots)
{
    private const string CallName = "video";
    private const string AddedName = "added";
    private const string WaysName = "ways";
    private const string NotYet = "not yet measured on a quiet machine";
    private const string Busy = " \"busy\": not yet measured on a quiet machine.";
    private const double Carried = 0.98; // the part of the frames that each viewer must see

    private static readonly (string Figure, string Text, int Target)[] s_ways =
    [
        ("rented_i420", "sent: rented I420", 0), ("rented_nv12", "sent: rented NV12", 0), ("rented_bgra", "sent: rented BGRA", 1),
        ("span_i420", "sent: a span of I420", 1), ("span_bgra", "sent: a span of BGRA", 1),
        ("copied_i420", "received: TryCopyLatest, I420", 1), ("copied_bgra", "received: TryCopyLatest, BGRA", 1),
        ("forwarded", "encoded: read and sent again", 1),
    ];

    private static readonly int[] s_bytes = [4_166, 14_583]; // 1 and 3.5 Mbit/s
    private static readonly string[] s_callers = [Programs.CeilingName, Programs.PolledName, Programs.AwaitedName, Programs.AwaitedCalm.Name];

    private readonly string _seconds = isQuick ? "1" : "4";
    private readonly int[] _viewers = isQuick ? [1, 2] : [1, 10, 30, 60, 100];

    private bool _isQuiet = Machine.IsQuiet;

    public IEnumerable<Sheet> Measure()
    {
        var calls = Rounds.Run(
            [Programs.Ceiling, Programs.Polled, Programs.Awaited, Programs.AwaitedCalm], [new Trial(CallName, "video", _seconds)], rounds);
        var added = Rounds.Run([Programs.Ours], [new Trial(AddedName, "added", isQuick ? "100" : "1000"), new Trial(WaysName, "ways", isQuick ? "20" : "300")], rounds);
        var encoded = Rounds.Run([Programs.Ceiling, Programs.CeilingAtOnce, Programs.Ours, Programs.OursAtOnce], [.. s_bytes.Select(Encoded)], rounds);
        var forwarded = Rounds.Run([Programs.Ceiling, Programs.Ours], [.. _viewers.Select(Forward)], Math.Max(1, (rounds + 1) / 2));
        _isQuiet &= Machine.IsQuiet;
        return [Targets(calls, added, encoded), Calls(calls), Added(added), EncodedFrames(encoded), Forwarding(forwarded), Ways(added)];
    }

    private Sheet Targets(Results calls, Results added, Results encoded)
    {
        var sheet = new Sheet(
            "Targets",
            "Median of the rounds, and the lowest and the highest round.",
            "target", "measured", "of the rounds", "met");
        foreach (var name in s_callers.Skip(1))
        {
            sheet.Add(
                $"{name}: processor time of a call at most 1.03 of C++, the coders' taken as equal", Text(WithEqualCoders(calls, name), "F3"), "-",
                WithEqualCoders(calls, name) <= 1.03 ? "yes" : "no");
            Add(sheet, $"{name}: processor time of a call at most 1.03 of C++, as measured", calls.Ratios(name, Programs.CeilingName, CallName, "cpu_ms_per_frame"), 1.03);
            Add(sheet, $"{name}: managed bytes per frame of a call, below 0.1", calls.Values(name, CallName, "allocated_per_frame"), 0.1);
        }
        Add(sheet, "latency added, polled: at most 100 us", added.Values(Programs.Ours.Name, AddedName, "polled_p50_us"), 100);
        Add(sheet, "latency added, awaited: at most 300 us", added.Values(Programs.Ours.Name, AddedName, "awaited_p50_us"), 300);
        foreach (var bytes in s_bytes)
        {
            var text = $"encoded frames of {bytes:N0} bytes: shown at once, from program to program at most 5 ms";
            if (_isQuiet)
                Add(sheet, text, encoded.Values(Programs.OursAtOnce.Name, EncodedName(bytes), "p50_ms"), 5);
            else
                sheet.Add(text, NotYet, "-", NotYet);
        }
        return sheet;
    }

    private static void Add(Sheet sheet, string text, IEnumerable<double> figures, double limit)
    {
        List<double> measured = [.. figures];
        var median = Results.Median(measured);
        sheet.Add(
            text,
            Text(median, "F2"),
            measured.Count == 0 ? "-" : $"{Text(measured.Min(), "F2")} to {Text(measured.Max(), "F2")}",
            double.IsNaN(median) ? "not measured" : median <= limit ? "yes" : "no");
    }

    private Sheet Calls(Results results)
    {
        var sheet = new Sheet(
            "Calls",
            "A two-way call of 1280x720 at 30 frames a second in VP8, 1.5 Mbit/s, both ends in one process. Polled: one thread sends and polls, 60 "
                + "times a second. Awaited: a thread sends, a task of each end reads. C++: a thread sends, and sinks read in the engine's threads. "
                + "CPU: of the whole process, coders included, for each frame that was seen. Latency: from the sending thread to the reader, with "
                + "coders and jitter buffer; polled, half a poll's interval more. Outside of the coders: of all threads but those that encode and decode, "
                + "whose work is the same in all programs. With equal coders: the ratio of the whole if they cost the same." + Busy,
            "", "% CPU of a core", "CPU per frame, ms", "ratio to C++", "outside of the coders, ms", "ratio with equal coders", "frames seen", "latency p50, ms", "p99, ms", "bytes allocated per frame", "peak MB");
        foreach (var name in s_callers)
        {
            double Figure(string figure) => results.Median(name, CallName, figure);
            sheet.Add(
                name, Text(Figure("cpu_percent"), "F1"), Text(Figure("cpu_ms_per_frame"), "F2"),
                Text(results.Ratio(name, Programs.CeilingName, CallName, "cpu_ms_per_frame"), "F3"),
                Text(Figure("other_ms_per_frame"), "F2"), Text(WithEqualCoders(results, name), "F3"), ByClock(Figure("seen_least"), "F3"),
                ByClock(Figure("p50_ms"), "F1"), ByClock(Figure("p99_ms"), "F1"), Text(Figure("allocated_per_frame"), "F2"), Text(Figure("peak_mb"), "N0"));
        }
        return sheet;
    }

    private static double WithEqualCoders(Results results, string name)
    {
        double Other(string of) => results.Median(of, CallName, "other_ms_per_frame");
        return 1 + ((Other(name) - Other(Programs.CeilingName)) / results.Median(Programs.CeilingName, CallName, "cpu_ms_per_frame"));
    }

    private static Sheet Added(Results results)
    {
        var sheet = new Sheet(
            "Latency added by the library",
            "Microseconds from the moment before a picture is sent on a local track until a reader has it. The source calls the reader's sink on the "
                + "sending thread, so no engine thread, coder or network is in between: it is what the library adds at the receiving end, and the call of the "
                + "source. Polled: the program polls right after the send; its own interval between two polls comes on top. Awaited: a task in ReadAllAsync.",
            "", "p50", "p99", "p99.9", "bytes allocated per frame");
        foreach (var way in new[] { "polled", "awaited" })
        {
            double Figure(string figure) => results.Median(Programs.Ours.Name, AddedName, way + figure);
            sheet.Add(way, Text(Figure("_p50_us"), "F1"), Text(Figure("_p99_us"), "F1"), Text(Figure("_p999_us"), "F1"), Text(Figure("_bytes_per_frame"), "F2"));
        }
        return sheet;
    }

    private static Sheet Ways(Results results)
    {
        var sheet = new Sheet(
            "Copies and managed bytes",
            "Copies of pixels or of encoded bytes by the library, counted by its own counters, and managed bytes of the whole process, for each frame. Frames "
                + "that are lent (TryRead, ReadAllAsync) are not copied; the rows of sources are read that way.",
            "", "copies", "copies, target", "bytes allocated");
        foreach (var (figure, text, target) in s_ways)
        {
            sheet.Add(
                text, Text(results.Median(Programs.Ours.Name, WaysName, figure + "_copies"), "F2"), Text(target, "F0"),
                Text(results.Median(Programs.Ours.Name, WaysName, figure + "_bytes"), "F2"));
        }
        return sheet;
    }

    private Sheet EncodedFrames(Results results)
    {
        var file = $"{plots}-latency.svg";
        string[] names = [Programs.CeilingName, Programs.CeilingAtOnce.Name, Programs.Ours.Name, Programs.OursAtOnce.Name];
        if (_isQuiet)
        {
            Plots.Bars(
                file, "Encoded frames, from program to program", "ms, p50", [.. s_bytes.Select(bytes => $"{bytes:N0} bytes")],
                [.. names.Select(name => (name, s_bytes.Select(bytes => results.Median(name, Encoded(bytes).Name, "p50_ms")).ToArray()))]);
        }
        var sheet = new Sheet(
            "Frames that are encoded already",
            "1280x720 at 30 frames a second, one way, both ends in one process; no coder runs. Ours: EncodedVideoSource and a task that reads an "
                + "EncodedVideoReader. C++: coders of its own that let frames pass, and a sink of encoded frames. Latency: from before the send to the "
                + "reader, with the engine's pacer and jitter buffer, whose averages the statistics tell. Shown at once: the frames tell "
                + "the receiver to show them at once (EncodedVideoSourceOptions.PlayoutDelay of zero); the jitter buffer otherwise holds each for 10 ms or more." + Busy,
            "", "bytes per frame", "latency p50, ms", "p99, ms", "p50, ratio to C++", "in the pacer, ms", "in the jitter buffer, ms", "% CPU of a core", "CPU, ratio", "frames seen", "bytes allocated per frame")
        { Plot = _isQuiet ? Path.GetFileName(file) : null };
        foreach (var bytes in s_bytes)
        {
            foreach (var name in names)
            {
                double Figure(string figure) => results.Median(name, Encoded(bytes).Name, figure);
                double Ratio(string figure) => results.Ratio(name, Programs.CeilingName, Encoded(bytes).Name, figure);
                sheet.Add(
                    name, Text(bytes, "N0"), ByClock(Figure("p50_ms"), "F2"), ByClock(Figure("p99_ms"), "F2"), ByClock(Ratio("p50_ms"), "F2"),
                    ByClock(Figure("pacer_ms"), "F2"), ByClock(Figure("jitter_buffer_ms"), "F2"), Text(Figure("cpu_percent"), "F1"),
                    Text(Ratio("cpu_ms_per_frame"), "F2"), ByClock(Figure("seen_least"), "F3"),
                    Text(Figure("allocated_per_frame"), "F2"));
            }
        }
        return sheet;
    }

    private Sheet Forwarding(Results results)
    {
        var file = $"{plots}-forwarding.svg";
        string[] names = [Programs.CeilingName, Programs.Ours.Name];
        double[] Line(string name, string figure) => [.. _viewers.Select(count => results.Median(name, Forward(count).Name, figure))];
        double[] viewers = [.. _viewers.Select(count => (double)count)];
        if (_isQuiet)
        {
            Plots.Lines(
                file, "One sender, forwarded to viewers", "viewers", "% CPU of a core",
                [.. names.Select(name => (name, viewers, Line(name, "cpu_percent")))]);
        }
        var sheet = new Sheet(
            "Forwarding",
            "One sender of encoded frames (1280x720 at 30 a second, 1 Mbit/s), a server that reads and sends them again, and viewers that read them: "
                + $"all in one process, so the viewers' half of the work is in the figures. Carried: each viewer sees {Carried:P0} of the frames or more. "
                + "Two cores: as many viewers as two whole cores would carry at that processor time for each, where all were carried. Latency: from the sender to the viewers." + Busy,
            "", "viewers", "% CPU of a core", "% CPU per viewer", "two cores", "CPU, ratio to C++", "frames seen", "latency p50, ms", "p99, ms", "bytes allocated per frame", "carried")
        { Plot = _isQuiet ? Path.GetFileName(file) : null };
        foreach (var count in _viewers)
        {
            foreach (var name in names)
            {
                double Figure(string figure) => results.Median(name, Forward(count).Name, figure);
                var isCarried = Figure("seen_least") >= Carried;
                sheet.Add(
                    name, Text(count, "N0"), Text(Figure("cpu_percent"), "F1"), isCarried ? Text(Figure("cpu_percent") / count, "F2") : "-",
                    isCarried ? Text(200 / Figure("cpu_percent") * count, "F0") : "-",
                    Text(results.Ratio(name, Programs.CeilingName, Forward(count).Name, "cpu_ms_per_frame"), "F2"), ByClock(Figure("seen_least"), "F3"),
                    ByClock(Figure("p50_ms"), "F1"), ByClock(Figure("p99_ms"), "F1"), Text(Figure("allocated_per_frame"), "F2"),
                    isCarried ? "yes" : _isQuiet ? "no" : "busy");
            }
        }
        return sheet;
    }

    private static string EncodedName(int bytes) => $"encoded {bytes}";

    private Trial Encoded(int bytes) => new(EncodedName(bytes), "encoded", Text(bytes, "F0"), _seconds);

    private Trial Forward(int viewers) => new($"forward {viewers}", "forward", Text(viewers, "F0"), _seconds);

    // What the machine's load spoils.
    private string ByClock(double value, string format) => _isQuiet || double.IsNaN(value) ? Text(value, format) : "busy";

    private static string Text(double value, string format) =>
        double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
