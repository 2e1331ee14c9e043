namespace WebRtcNative;

/// <summary>Options of a <see cref="VideoReader"/>. Values are checked when the reader is made.</summary>
public sealed record VideoReaderOptions
{
    /// <summary>Number of frames that may wait to be read, 1 to 16; when so many wait, the oldest is dropped for the next, and counted.
    /// Default 1: the newest wins.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>Whether pictures are turned upright when they are read, on the reading thread, with one copy for each that has a rotation.
    /// Default false: <see cref="VideoFrameInfo.Rotation"/> says how to turn it. The sizes are those of the turned picture.</summary>
    public bool ApplyRotation { get; init; }

    internal void Validate()
    {
        if (Capacity is < 1 or > 16)
            throw new ArgumentOutOfRangeException(nameof(Capacity), Capacity, "Must be within 1 and 16.");
    }
}
