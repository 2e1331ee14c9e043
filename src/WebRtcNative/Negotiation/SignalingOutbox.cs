namespace WebRtcNative;

/// <summary>Messages on their way to the program's sending function: one at a time and in order. The function is called on the
/// connection's queue.</summary>
/// <param name="connection">The connection on whose queue the messages are sent.</param>
/// <param name="send">The program's function; may throw anything, or give a task that fails.</param>
/// <param name="isOver">Whether nothing may be sent any more.</param>
/// <param name="failed">Called with each failure; does not throw.</param>
internal sealed class SignalingOutbox(PeerConnection connection, Func<string, Task> send, Func<bool> isOver, Action<Exception> failed)
{
    private readonly Queue<string> _messages = new();
    private bool _isSending; // both only on the queue

    public void Send(string message)
    {
        _messages.Enqueue(message);
        if (!_isSending)
            SendWaiting();
    }

    private void SendWaiting()
    {
        while (!isOver() && _messages.TryDequeue(out var message))
        {
            _isSending = true;
            var sending = Start(message);
            if (!sending.IsCompleted)
            {
                sending.ContinueWith(
                    static (sending, outbox) => ((SignalingOutbox)outbox!).ContinueLater(sending), this, CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                return;
            }
            End(sending);
        }
    }

    private Task Start(string message)
    {
        try
        {
            return send(message) ?? throw new InvalidOperationException("The function that sends has returned null instead of a task.");
        }
        catch (Exception e) // the program's function may throw anything
        {
            return Task.FromException(e);
        }
    }

    // On the thread that has ended the task.
    private void ContinueLater(Task sending)
    {
        try
        {
            connection.Post(() =>
            {
                End(sending);
                SendWaiting();
            });
        }
        catch (InvalidOperationException)
        {
            // Closed meanwhile: nothing is left to negotiate.
        }
    }

    private void End(Task sending)
    {
        _isSending = false;
        if (sending.IsCanceled)
            failed(new TaskCanceledException(sending));
        else if (sending.Exception is { } exception)
            failed(exception.InnerExceptions is [var single] ? single : exception);
    }
}
