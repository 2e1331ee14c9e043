namespace HotPaths;

/// <summary>Calls in an iteration: 256 messages of 16 KiB are 4 MiB, which the send buffer (16 MiB) takes.</summary>
internal static class Batch
{
    public const int Size = 256;
    public const int Unroll = 16;

    /// <summary>Waits until the engine's threads have done their work.</summary>
    public static void WaitUntil(Func<bool> isDone)
    {
        while (!isDone())
            Thread.Yield();
    }
}
