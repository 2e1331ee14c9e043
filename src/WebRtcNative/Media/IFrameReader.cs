namespace WebRtcNative;

/// <summary>Something that lends frames, oldest first.</summary>
internal interface IFrameReader<TFrame>
    where TFrame : struct
{
    bool HasEnded { get; }

    bool TryRead(out TFrame frame);
}
