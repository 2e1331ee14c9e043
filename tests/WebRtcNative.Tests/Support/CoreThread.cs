namespace WebRtcNative.Tests.Support;

/// <summary>Work on threads of its own, which the thread pool's business cannot delay.</summary>
internal static class CoreThread
{
    /// <summary>The result of a call on another thread, waited for.</summary>
    public static T Run<T>(Func<T> call)
    {
        var task = Start(call);
        Assert.True(task.Wait(Wait.Deadline), "The other thread hangs.");
        return task.Result;
    }

    public static Task<T> Start<T>(Func<T> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static Task Start(Action call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Waits for all threads and throws the first one's exception.</summary>
    public static void Join(IReadOnlyList<Task> tasks, Action? betweenChecks = null)
    {
        Wait.Until(() => tasks.All(task => task.IsCompleted), "all threads to end", betweenChecks);
        foreach (var task in tasks)
            task.GetAwaiter().GetResult();
    }
}
