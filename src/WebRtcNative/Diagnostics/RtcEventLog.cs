namespace WebRtcNative;

/// <summary>Writes the bytes of the RTC event log to a stream.</summary>
internal sealed class RtcEventLog(Stream destination, bool isOwner)
{
    public void Write(byte[] bytes) => destination.Write(bytes);

    /// <summary>The first error, if there was one: the last bytes may not be in the file.</summary>
    public Exception? Close()
    {
        try
        {
            if (isOwner)
                destination.Dispose();
            else
                destination.Flush();
            return null;
        }
        catch (Exception e) // the stream is the application's
        {
            return e;
        }
    }
}
