using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests.Cluster;

public sealed class RedisLogTests
{
    [Fact]
    public async Task Log_RedisLostAndBack_IsToldOnceEach()
    {
        using var redis = new RedisServer();
        using var log = new LogRecorder();
        await using var server = await SignalingServer.StartAsync(build: builder =>
        {
            builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information);
            builder.Services.AddSingleton<ILoggerProvider>(log);
        }, redis: redis.Configuration);
        var ann = await server.JoinAsync("room", "Ann");

        redis.Kill();
        Wait.Until(() => log.Own.Count(message => message.Contains("could not renew its lease")) > 2, "attempts to fail");
        redis.Start();
        await ann.SendAsync("after").WaitAsync(Wait.Deadline);

        log.WaitFor("Warning: Redis can be reached again.");
        Assert.Single(log.Own, message => message.StartsWith("Error: Redis cannot be reached, and members wait: ", StringComparison.Ordinal));
        Assert.Single(log.Own, "Warning: Redis can be reached again.");
    }
}
