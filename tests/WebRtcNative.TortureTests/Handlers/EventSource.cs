using System.Reflection;

namespace WebRtcNative.TortureTests.Handlers;

/// <summary>The events of the core, those of tomorrow included, by name.</summary>
internal static class EventSource
{
    public static IEnumerable<string> NamesOf(Type type) => type.GetEvents().Select(e => e.Name);

    /// <summary>Subscribes, whatever the event's arguments are.</summary>
    public static void Subscribe(object source, string name, Action handler)
    {
        var e = source.GetType().GetEvent(name)!;
        var arguments = e.EventHandlerType!.GetGenericArguments();
        var adapt = arguments.Length == 0
            ? typeof(EventSource).GetMethod(nameof(Plain), BindingFlags.NonPublic | BindingFlags.Static)!
            : typeof(EventSource).GetMethod(nameof(Typed), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(arguments);
        e.AddEventHandler(source, (Delegate)adapt.Invoke(null, [handler])!);
    }

    private static EventHandler Plain(Action handler) => (_, _) => handler();

    private static EventHandler<T> Typed<T>(Action handler) => (_, _) => handler();
}
