namespace WebRtcNative;

/// <summary>Where the bytes of the RTC event log go.</summary>
internal sealed class RtcEventLog(Stream destination, bool isOwner)
{
    public void Write(byte[] bytes) => destination.Write(bytes);

    /// <summary>What went wrong, where something did: the last bytes may not be in the file.</summary>
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
        catch (Exception e) // of a stream that is not ours
        {
            return e;
        }
    }
}
