using System.Reflection;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.TortureTests.Surface;

/// <summary>The outcome of a call.</summary>
internal static class Outcome
{
    /// <summary>The exceptions that the documentation allows for a call at the wrong time or with nonsense.</summary>
    public static bool IsDocumented(Exception exception) =>
        exception is InvalidOperationException or ArgumentException or OperationCanceledException; // with ObjectDisposedException

    /// <summary>Waits for a task or the first element of a sequence; gives up what can be given up.</summary>
    public static void Await(object? result)
    {
        switch (result)
        {
            case Task task:
                End(task);
                return;
            case ValueTask task:
                End(task.AsTask());
                return;
            case null:
                return;
        }
        var type = result.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            End((Task)type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(result, null)!);
        else if (type.GetInterfaces().FirstOrDefault(IsAsyncSequence) is { } sequence)
            End((Task)s_first.MakeGenericMethod(sequence.GetGenericArguments()).Invoke(null, [result])!);
    }

    private static readonly MethodInfo s_first = typeof(Outcome).GetMethod(nameof(TakeFirstAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static bool IsAsyncSequence(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);

    private static async Task TakeFirstAsync<T>(IAsyncEnumerable<T> sequence)
    {
        await foreach (var _ in sequence)
            return;
    }

    private static void End(Task task)
    {
        try
        {
            if (!task.Wait(Wait.Deadline))
                throw new TimeoutException("The task does not end.");
        }
        catch (AggregateException)
        {
            task.GetAwaiter().GetResult();
        }
    }
}
