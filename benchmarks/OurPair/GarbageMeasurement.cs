using System.Diagnostics;
using System.Globalization;
using WebRtcNative;
using WebRtcNative.TestPeer;

namespace OurPair;

/// <summary>Measures an application that makes garbage from another process, which makes none, and then the same application
/// without garbage.</summary>
internal static class GarbageMeasurement
{
    private const long Last = 0; // instead of the time of a question

    public static async Task RunAsync(int bytes, TimeSpan warmUp, TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, sizeof(long));
        var figures = new Figures();
        await RunAsync(figures, string.Empty, makesGarbage: true, bytes, warmUp, time);
        await RunAsync(figures, "calm_", makesGarbage: false, bytes, warmUp, time);
        figures.Print("garbage", bytes);
    }

    private static async Task RunAsync(Figures figures, string prefix, bool makesGarbage, int bytes, TimeSpan warmUp, TimeSpan time)
    {
        using var connection = new PeerConnection();
        var echo = connection.CreateDataChannel(GarbageApplication.Echo);
        var stream = connection.CreateDataChannel(GarbageApplication.Stream);
        using var application = await OtherProcess.ConnectAsync(connection, "garbage-application", makesGarbage.ToString());

        await OpenAsync(echo, bytes);
        await RoundTripsAsync(echo, bytes, warmUp);
        var times = await RoundTripsAsync(echo, bytes, time);
        figures.AddPercentiles(times, "_us", 1e3, prefix);

        await stream.SendAsync(BitConverter.GetBytes(bytes));
        await ReceiveAsync(stream, bytes, warmUp);
        figures[$"{prefix}mb_per_s"] = await ReceiveAsync(stream, bytes, time);
        stream.Close();
        var report = (await application.Report).Split(' ');
        figures[$"{prefix}allocated_gb_per_s"] = double.Parse(report[0], CultureInfo.InvariantCulture);
        figures[$"{prefix}paused_percent"] = double.Parse(report[1], CultureInfo.InvariantCulture);
    }

    // Where the channel is not open yet the sending waits for it.
    private static async Task OpenAsync(DataChannel channel, int bytes)
    {
        var message = new byte[bytes];
        await channel.SendAsync(message);
        await channel.ReceiveAsync(message);
    }

    /// <summary>Sends a request every millisecond, answered or not. A program that waits for each answer would send only one
    /// request in a pause.</summary>
    private static async Task<List<long>> RoundTripsAsync(DataChannel channel, int bytes, TimeSpan time)
    {
        var times = new List<long>();
        var asking = Task.Factory.StartNew(
            () => Ask(channel, bytes, time), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var answer = new byte[bytes];
        while (await channel.ReceiveAsync(answer) != null && BitConverter.ToInt64(answer) is var asked && asked != Last)
            times.Add(Stopwatch.GetElapsedTime(asked).Ticks * TimeSpan.NanosecondsPerTick);
        await asking;
        return times;
    }

    private static void Ask(DataChannel channel, int bytes, TimeSpan time)
    {
        var question = new byte[bytes];
        var begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < time)
        {
            BitConverter.TryWriteBytes(question, Stopwatch.GetTimestamp());
            channel.Send(question);
            Thread.Sleep(1);
        }
        BitConverter.TryWriteBytes(question, Last);
        channel.Send(question);
    }

    /// <summary>MB/s that come.</summary>
    private static async Task<double> ReceiveAsync(DataChannel channel, int bytes, TimeSpan time)
    {
        var buffer = new byte[bytes];
        var begin = Stopwatch.GetTimestamp();
        var messages = 0L;
        for (; Stopwatch.GetElapsedTime(begin) < time; messages++)
        {
            if (await channel.ReceiveAsync(buffer) == null)
                throw new InvalidOperationException("The application is gone.");
        }
        return messages * (double)bytes / Stopwatch.GetElapsedTime(begin).TotalSeconds / 1e6;
    }
}
