using System.Reflection;

namespace WebRtcNative.TortureTests.Surface;

/// <summary>Arguments for any parameter.</summary>
internal static class Arguments
{
    // Parsed by both engines, and for a port without a listener.
    private const string Candidate = "candidate:1 1 udp 2122260223 127.0.0.1 9 typ host generation 0";

    public static object? Make(ParameterInfo parameter, bool useful)
    {
        var type = parameter.ParameterType;
        if (type == typeof(string) && useful && parameter.Name is "path" or "file")
            return "/dev/null";
        if (type == typeof(string) && useful && parameter.Name == "message") // of Negotiator
            return $$$"""{"candidate":{"candidate":"{{{Candidate}}}","sdpMid":"0"}}""";
        if (type.IsByRef)
            return null;
        if (type.IsByRefLike)
            return Array.CreateInstance(type.GetGenericArguments()[0], useful ? 10 : 0);
        return useful ? MakeUseful(type) : MakeNothing(type);
    }

    private static object? MakeNothing(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static object? MakeUseful(Type type)
    {
        if (type == typeof(string))
            return "offer";
        if (type == typeof(SessionDescription))
            return new SessionDescription(SdpType.Rollback, string.Empty);
        if (type == typeof(IceCandidate))
            return new IceCandidate(Candidate, "0", 0);
        if (type == typeof(Stream))
            return Stream.Null;
        if (type == typeof(byte[]))
            return new byte[10];
        if (type == typeof(Memory<byte>))
            return new Memory<byte>(new byte[10]);
        if (type == typeof(ReadOnlyMemory<byte>))
            return new ReadOnlyMemory<byte>(new byte[10]);
        if (type == typeof(int) || type == typeof(long))
            return Convert.ChangeType(10, type);
        var hasDefault = !type.IsValueType && !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) != null;
        return hasDefault ? Activator.CreateInstance(type) : MakeNothing(type);
    }
}
