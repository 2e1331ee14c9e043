using Microsoft.Extensions.DependencyInjection;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Events;

/// <summary>An exception of a handler while nobody listens to HandlerFailed: standard error has it.</summary>
public sealed class UnheardFailureTests : NativeTest
{
    private const string Text = "a handler's own";

    private readonly StringWriter _error = new();
    private readonly TextWriter _before = Console.Error;

    public UnheardFailureTests()
    {
        Console.SetError(TextWriter.Synchronized(_error));
        Own(new Reset(_before));
    }

    [Fact]
    public void HandlerThrows_NoListener_StandardErrorHasTheException()
    {
        Fail(new PeerConnection());

        Wait.Until(() => Written().Contains(Text), "the exception");
        Assert.Contains(nameof(InvalidTimeZoneException), Written(), StringComparison.Ordinal);
        Assert.Contains("EventQueue.HandlerFailed", Written(), StringComparison.Ordinal);
    }

    [Fact]
    public void HandlerThrows_QueueWithContext_StandardErrorHasTheException()
    {
        var queue = Own(new EventQueue(new SynchronizationContext()));

        Fail(new PeerConnection(queue: queue));

        Wait.Until(() => Written().Contains(Text), "the exception");
    }

    [Fact]
    public void HandlerThrows_Listener_StandardErrorHasNothing()
    {
        var told = 0;
        EventHandler<Exception> tell = (_, _) => Interlocked.Increment(ref told);
        EventQueue.Shared.HandlerFailed += tell;
        try
        {
            Fail(new PeerConnection());
            Wait.Until(() => Volatile.Read(ref told) == 1, "the listener told");
        }
        finally
        {
            EventQueue.Shared.HandlerFailed -= tell;
        }

        Assert.Empty(Written());
    }

    [Fact]
    public void NegotiationFails_NoListener_StandardErrorHasTheException()
    {
        var connection = Own(new PeerConnection());
        using var negotiator = new Negotiator(connection, polite: true, (string _) => throw new InvalidTimeZoneException(Text));
        connection.CreateDataChannel("channel");

        Wait.Until(() => Written().Contains(Text), "the exception");
        Assert.Contains("Negotiator.ErrorOccurred", Written(), StringComparison.Ordinal);
    }

    [Fact]
    public void HandlerFailed_ThrowsItself_StandardErrorHasTheException()
    {
        EventHandler<Exception> fail = (_, _) => throw new InvalidTimeZoneException("of the listener");
        EventQueue.Shared.HandlerFailed += fail;
        try
        {
            Fail(new PeerConnection());
            Wait.Until(() => Written().Contains("of the listener"), "the exception");
        }
        finally
        {
            EventQueue.Shared.HandlerFailed -= fail;
        }
    }

    [Fact]
    public void HandlerThrows_StandardErrorThrowsToo_EventsAreStillRaised()
    {
        var writer = new ThrowingWriter();
        Console.SetError(writer);
        var connection = Own(new PeerConnection());
        connection.NegotiationNeeded += (_, _) => throw new InvalidTimeZoneException(Text);

        connection.CreateDataChannel("channel");
        Wait.Until(() => writer.Calls > 0, "an attempt to write");

        var report = connection.GetStatsAsync();
        Wait.Until(() => report.IsCompletedSuccessfully, "statistics");
    }

    [Fact]
    public void HandlerThrows_ContainerWithoutLogging_StandardErrorHasTheException()
    {
        using var services = new ServiceCollection().AddWebRtc().BuildServiceProvider();

        Fail(services.GetRequiredService<PeerConnectionFactory>().CreatePeerConnection());

        Wait.Until(() => Written().Contains(Text), "the exception");
    }

    private void Fail(PeerConnection connection)
    {
        Own(connection).NegotiationNeeded += (_, _) => throw new InvalidTimeZoneException(Text);
        connection.CreateDataChannel("channel");
    }

    // Of the lock that the synchronized writer takes.
    private string Written()
    {
        lock (Console.Error)
            return _error.ToString();
    }

    private sealed class Reset(TextWriter before) : IDisposable
    {
        public void Dispose() => Console.SetError(before);
    }

    private sealed class ThrowingWriter : StringWriter
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public override void WriteLine(string? value)
        {
            Interlocked.Increment(ref _calls);
            throw new IOException("The disk is full.");
        }
    }
}
