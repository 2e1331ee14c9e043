using System.Diagnostics;
using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.TortureTests.Endings;

/// <summary>A server's process ends: its clients are told, long before ICE misses it.</summary>
public sealed class EndingTests(ITestOutputHelper output) : NativeTest
{
    private const int Clients = 20;

    [Theory]
    [InlineData("dispose")] // its connections, and returns from Main
    [InlineData("leave")] // them open, and returns from Main
    [InlineData("handler")] // calls Environment.Exit in a handler, on the thread pool
    [InlineData("polled")] // calls it in a handler inside of Poll
    [InlineData("signal")] // calls it for SIGTERM
    public async Task ProcessEnds_ManyClients_AllHaveTheLastMessageAndAreTold(string how)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var server = Own(new EndingServer(how, Clients));
        await server.ConnectAsync();
        var begin = Stopwatch.GetTimestamp();
        if (how is "handler" or "polled" or "signal")
        {
            Assert.Equal(how, await server.ReadAsync());
            begin = Stopwatch.GetTimestamp();
            if (how == "signal")
                server.Terminate();
            else
                server.Channels[0].Send("end");
        }

        Wait.Until(() => server.ToldCount == Clients || server.HasMissedAny, () => $"{Clients} clients are told, but {server.ToldCount} are");

        output.WriteLine($"{how}: all told after {Stopwatch.GetElapsedTime(begin).TotalMilliseconds:F0} ms.");
        Assert.Equal(Clients, server.ToldCount);
        Assert.False(server.HasMissedAny);
        Assert.All(server.Channels, channel => Assert.Equal("last", channel.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline).Result?.Text));
        Wait.Until(() => server.HasEnded, "the end of the process");
        Assert.Equal(0, server.ExitCode);
    }
}
