using System.Diagnostics;
using WebRtcNative;
using WebRtcNative.Interop;

namespace OurPair;

/// <summary>Two-way calls of sound in one process. A task writes each side's tone, and another reads what the side hears.</summary>
internal static class Calls
{
    private const int Clicks = 5;

    public static async Task RunAsync(int count, TimeSpan time)
    {
        var calls = new List<Call>();
        using var stop = new CancellationTokenSource();
        while (calls.Count < count)
            calls.Add(await Call.OpenAsync(stop.Token));
        var callers = calls.SelectMany(call => new[] { call.A, call.B }).ToList();
        await Task.Delay(TimeSpan.FromSeconds(1)); // as the C++ program does: the codecs settle

        var figures = new Figures();
        var before = callers.ConvertAll(caller => caller.Heard);
        var dropped = callers.Sum(caller => caller.Dropped.TotalMilliseconds);
        var cpu = Environment.CpuUsage.TotalTime;
        var missed = NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_AUDIO_STEPS_MISSED);
        var begin = Stopwatch.GetTimestamp();
        await Task.Delay(time);
        var elapsed = Stopwatch.GetElapsedTime(begin);
        var heard = callers.Select((caller, index) => caller.Heard - before[index]).ToList();
        figures["calls"] = count;
        figures["cpu_percent"] = (Environment.CpuUsage.TotalTime - cpu) / elapsed * 100;
        figures["heard_least"] = heard.Min() / elapsed;
        figures["missed_steps"] = NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_AUDIO_STEPS_MISSED) - missed;
        figures["dropped_ms"] = callers.Sum(caller => caller.Dropped.TotalMilliseconds) - dropped;
        figures["allocated_per_block"] = figures.Allocated / (heard.Sum(each => each.TotalMilliseconds) / 10);
        var delays = new List<double>();
        while (delays.Count < Clicks)
            delays.Add(await calls[0].MouthToEarAsync());
        figures["mouth_to_ear_ms"] = delays.Order().ElementAt(Clicks / 2);
        figures.Print("calls", 0);

        await stop.CancelAsync();
        foreach (var call in calls)
            await call.DisposeAsync();
    }

    private sealed class Call(Caller a, Caller b) : IAsyncDisposable
    {
        public Caller A => a;

        public Caller B => b;

        public static async Task<Call> OpenAsync(CancellationToken stop)
        {
            var (a, b) = (new Caller(), new Caller());
            a.Connection.IceCandidateGathered += (_, candidate) => b.Connection.AddIceCandidateAsync(candidate);
            b.Connection.IceCandidateGathered += (_, candidate) => a.Connection.AddIceCandidateAsync(candidate);
            await b.Connection.SetRemoteDescriptionAsync(await a.Connection.SetLocalDescriptionAsync(stop), stop);
            await a.Connection.SetRemoteDescriptionAsync(await b.Connection.SetLocalDescriptionAsync(stop), stop);
            a.Start(stop);
            b.Start(stop);
            await a.HearAsync(stop);
            await b.HearAsync(stop);
            return new Call(a, b);
        }

        /// <summary>Milliseconds from the write of one loud block to its receipt.</summary>
        public async Task<double> MouthToEarAsync()
        {
            var written = await a.ClickAsync();
            return Stopwatch.GetElapsedTime(written, await b.HearClickAsync()).TotalMilliseconds;
        }

        public async ValueTask DisposeAsync()
        {
            await a.DisposeAsync();
            await b.DisposeAsync();
        }
    }
}
