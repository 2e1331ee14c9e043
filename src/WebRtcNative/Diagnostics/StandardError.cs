namespace WebRtcNative;

/// <summary>Where an error goes that the program has no handler for.</summary>
internal static class StandardError
{
    public static void Write(string text)
    {
        try
        {
            Console.Error.WriteLine(text);
        }
        catch (Exception) // a full disk, or a writer of the program: unhandled, it would end the process
        {
        }
    }
}
