using System.Diagnostics;
using System.Globalization;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.TortureTests.Limits;

/// <summary>The first connections of a process without the resources they need: an error, and success once it has them. Each
/// runs in a process of its own, WebRtcNative.TestPeer, since a process has one first connection.</summary>
public class FirstConnectionTests
{
    private const string Exhausted = "ResourceExhausted";
    private const int EngineThreads = 3;
    private const int TimerThreads = 1; // .NET's own, for the round-trip times; the first connection does without it if need be

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task New_ThreadsRunOut_ErrorThenSuccess(int threads)
    {
        var said = await RunAsync("threads", threads);

        Assert.Equal(threads >= EngineThreads ? "contract Ok None New Ok" : $"contract Failed {Exhausted} Closed Failed", said[0]);
        Assert.Equal(threads > EngineThreads + TimerThreads ? "core None" : $"core {Exhausted}", said[1]); // one more, for the shared queue
        Assert.Equal($"factory {Exhausted}", said[2]); // which needs as many again
        Assert.Equal("connected", said[3]);
    }

    /// <summary>From two up: with fewer .NET itself cannot load an assembly that the type PeerConnection is made of, which happens before
    /// any code of the library runs, and remembers for ever that it could not.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(20)]
    public async Task New_DescriptorsRunOut_ErrorThenSuccess(int descriptors)
    {
        var said = await RunAsync("descriptors", descriptors);

        Assert.Equal([$"contract Failed {Exhausted} Closed Failed", $"core {Exhausted}", $"factory {Exhausted}", "connected"], said);
    }

    /// <summary>Around the number that is enough: whether it is or not, nothing worse than an error.</summary>
    [Theory]
    [InlineData(30)]
    [InlineData(32)]
    [InlineData(34)]
    [InlineData(40)]
    public async Task New_DescriptorsNearlyRunOut_ErrorOrSuccess(int descriptors)
    {
        var said = await RunAsync("descriptors", descriptors);

        Assert.Contains(said[1], (string[])["core None", $"core {Exhausted}"]);
        Assert.Contains(said[0], (string[])["contract Ok None New Ok", $"contract Failed {Exhausted} Closed Failed"]);
        Assert.Contains(said[2], (string[])["factory None", $"factory {Exhausted}"]);
        Assert.Equal("connected", said[3]);
    }

    /// <summary>Its output after the first line.</summary>
    private static async Task<string[]> RunAsync(string resource, int count)
    {
        var folder = AppContext.BaseDirectory;
        string[] arguments = [Path.Combine(folder, "WebRtcNative.TestPeer.dll"), "first", resource, count.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LD_PRELOAD"] = Path.Combine(folder, "libthread_limit.so");
        start.Environment["DOTNET_TieredCompilation"] = "0"; // its threads would count
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(2 * Wait.Deadline);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(late.Token);
            var text = await process.StandardOutput.ReadToEndAsync(late.Token);
            await process.WaitForExitAsync(late.Token);
            Assert.True(process.ExitCode == 0, text + await errors);
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        }
        finally
        {
            process.Kill();
        }
    }
}
