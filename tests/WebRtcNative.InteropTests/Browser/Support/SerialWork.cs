using System.Threading.Channels;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Work that is done in order, one piece after the other; the first that fails ends it.</summary>
internal sealed class SerialWork
{
    private readonly Channel<Func<Task>> _pieces = Channel.CreateUnbounded<Func<Task>>();
    private readonly Task _loop;

    public SerialWork() => _loop = Task.Run(RunAsync);

    /// <summary>The first exception, if there was one.</summary>
    public Exception? Failure => _loop.Exception?.InnerException;

    public void Post(Func<Task> piece) => _pieces.Writer.TryWrite(piece);

    /// <summary>Lets the pieces that were posted come to their end, and throws what one of them failed with.</summary>
    public Task EndAsync()
    {
        _pieces.Writer.TryComplete();
        return _loop.WaitAsync(Wait.Deadline);
    }

    private async Task RunAsync()
    {
        await foreach (var piece in _pieces.Reader.ReadAllAsync())
            await piece();
    }
}
