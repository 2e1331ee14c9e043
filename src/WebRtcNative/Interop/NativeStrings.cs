using System.Runtime.InteropServices;
using System.Text;

namespace WebRtcNative.Interop;

/// <summary>Strings on their way down: UTF-8 in native memory for the length of a call.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly List<nint> _blocks = [];

    /// <summary>Lone surrogates become U+FFFD.</summary>
    public wrtc_string Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (length == 0)
            return default;
        var block = (byte*)Allocate(length);
        Encoding.UTF8.GetBytes(text, new Span<byte>(block, length));
        return new wrtc_string { data = (sbyte*)block, length = length };
    }

    /// <summary>An array of structures, zero-filled, that lives as long as the strings in it.</summary>
    public T* AddArray<T>(int count)
        where T : unmanaged
    {
        if (count == 0)
            return null;
        var block = (T*)Allocate(count * sizeof(T));
        new Span<T>(block, count).Clear();
        return block;
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
            NativeMemory.Free((void*)block);
    }

    private void* Allocate(int bytes)
    {
        var block = NativeMemory.Alloc((nuint)bytes);
        _blocks.Add((nint)block);
        return block;
    }
}
