namespace WebRtcNative.Tool.Calls;

/// <summary>The parts of a call, which end together.</summary>
internal static class Parts
{
    /// <summary>Ends when all have ended. If one fails, the others are ended, and its failure is thrown.</summary>
    public static async Task RunAsync(CancellationTokenSource over, IEnumerable<Task> parts)
    {
        await Task.WhenAll(parts.Select(async part =>
        {
            try
            {
                await part;
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                // The call is over.
            }
            catch (Exception e) when (e is InvalidOperationException or WebRtcException && over.IsCancellationRequested)
            {
                // Closed, which ends the call.
            }
            catch
            {
                await over.CancelAsync();
                throw;
            }
        }));
    }
}
