using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebRtcNative.Hosting;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Hosting;

public sealed class LoggingTests : NativeTest
{
    private readonly RecordingLoggers _loggers = new();

    [Fact]
    public void EngineLog_Trace_IsForwardedWithLevels()
    {
        using var services = Build();
        Own(Create(services)).CreateDataChannel("channel");

        Wait.Until(() => EngineLevels().Contains(LogLevel.Debug), "a line of the engine's log at Debug");

        Assert.Equal(EngineLogSeverity.Verbose, EngineLog.MinimumSeverity);
        Assert.DoesNotContain(LogLevel.Information, EngineLevels());
    }

    [Theory]
    [InlineData(LogLevel.Debug, EngineLogSeverity.Info)]
    [InlineData(LogLevel.Information, EngineLogSeverity.Warning)]
    [InlineData(LogLevel.Warning, EngineLogSeverity.Warning)]
    [InlineData(LogLevel.Error, EngineLogSeverity.Error)]
    [InlineData(LogLevel.Critical, EngineLogSeverity.None)]
    [InlineData(LogLevel.None, EngineLogSeverity.None)]
    public void EngineLog_Level_FollowsTheLogger(LogLevel level, EngineLogSeverity expected)
    {
        var before = EngineLog.MinimumSeverity;
        using (var services = Build())
        {
            _loggers.Minimum = level;
            Own(Create(services));
            Assert.Equal(expected, EngineLog.MinimumSeverity);
        }
        Assert.Equal(before, EngineLog.MinimumSeverity);
    }

    [Fact]
    public void EngineLog_TwoContainers_WritesWhatEitherWants()
    {
        var before = EngineLog.MinimumSeverity;
        _loggers.Minimum = LogLevel.Error;
        var quiet = Build();
        Own(Create(quiet));
        _loggers.Minimum = LogLevel.Debug;
        var chatty = Build();
        Own(Create(chatty));

        Assert.Equal(EngineLogSeverity.Info, EngineLog.MinimumSeverity);
        chatty.Dispose();
        Assert.Equal(EngineLogSeverity.Error, EngineLog.MinimumSeverity);
        quiet.Dispose();
        Assert.Equal(before, EngineLog.MinimumSeverity);
    }

    [Fact]
    public void HandlerFailed_IsLoggedAsError()
    {
        using var services = Build();
        var connection = Own(Create(services));
        var failure = new InvalidDataException("thrown by a handler");
        connection.NegotiationNeeded += (_, _) => throw failure;
        connection.CreateDataChannel("channel");

        Wait.Until(
            () => _loggers.Lines.Any(line =>
                line is { Category: "WebRtcNative.EventQueue", Level: LogLevel.Error } && line.Exception == failure),
            "the exception in the log");
    }

    [Fact]
    public async Task ConnectionState_IsLoggedAtDebug()
    {
        using var services = Build();
        var (a, b) = (Own(Create(services)), Own(Create(services)));
        a.IceCandidateGathered += (_, candidate) => b.AddIceCandidateAsync(candidate);
        b.IceCandidateGathered += (_, candidate) => a.AddIceCandidateAsync(candidate);
        a.CreateDataChannel("channel");
        await CorePair.NegotiateAsync(a, b);

        foreach (var text in (string[])["Connection 1 is Connected.", "Connection 2 is Connected."])
            Wait.Until(() => _loggers.Lines.Any(line => IsState(line.Category, line.Level) && line.Text == text), text);

        static bool IsState(string category, LogLevel level) => (category, level) == ("WebRtcNative.PeerConnection", LogLevel.Debug);
    }

    [Fact]
    public void FactoryDisposed_NothingIsLogged()
    {
        var services = Build();
        var connection = Own(Create(services));
        services.Dispose();
        _loggers.Lines.Clear();
        var raised = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        EventHandler<Exception> reported = (_, _) => raised.TrySetResult();
        EventQueue.Shared.HandlerFailed += reported;
        connection.NegotiationNeeded += (_, _) => throw new InvalidDataException();
        connection.CreateDataChannel("channel");

        Wait.Until(() => raised.Task.IsCompleted, "the failure");
        EventQueue.Shared.HandlerFailed -= reported;

        Assert.DoesNotContain(_loggers.Lines, line => line.Category == "WebRtcNative.EventQueue");
    }

    private ServiceProvider Build() =>
        new ServiceCollection().AddSingleton<ILoggerFactory>(_loggers).AddWebRtc().BuildServiceProvider();

    private static PeerConnection Create(ServiceProvider services) => services.GetRequiredService<PeerConnectionFactory>().CreatePeerConnection();

    private LogLevel[] EngineLevels() =>
        [.. _loggers.Lines.Where(line => line.Category == "WebRtcNative.Engine").Select(line => line.Level)];
}
