using System.Text;

namespace WebRtcNative.Interop;

/// <summary>The one place where a status becomes an exception.</summary>
internal static unsafe class NativeError
{
    public static void ThrowIfFailed(wrtc_status status)
    {
        if (status == wrtc_status.WRTC_OK)
            return;
        wrtc_error error;
        NativeMethods.wrtc_last_error(&error);
        throw Translate(status, error.type, Text(error.message));
    }

    /// <summary>A count, or a failure below 0.</summary>
    public static int CountOrThrow(int count)
    {
        if (count < 0)
            ThrowIfFailed((wrtc_status)count);
        return count;
    }

    /// <summary>The engine's refusals have an error type; the shim's own have none.</summary>
    public static Exception Translate(wrtc_status status, wrtc_error_type type, string message) => status switch
    {
        wrtc_status.WRTC_INVALID_PARAMETER or wrtc_status.WRTC_BUFFER_TOO_SMALL when type == wrtc_error_type.WRTC_ERROR_TYPE_NONE =>
            new ArgumentException(message),
        wrtc_status.WRTC_INVALID_STATE or wrtc_status.WRTC_CLOSED or wrtc_status.WRTC_NOT_OPEN or wrtc_status.WRTC_SEND_BUFFER_FULL
            when type == wrtc_error_type.WRTC_ERROR_TYPE_NONE => new InvalidOperationException(message),
        _ => new WebRtcException(message, (RtcErrorType)type)
        {
            IsDuplicateId = status == wrtc_status.WRTC_ALREADY_EXISTS,
        },
    };

    /// <summary>Copies a borrowed string.</summary>
    public static string Text(in wrtc_string text) =>
        text.length == 0 ? string.Empty : Encoding.UTF8.GetString((byte*)text.data, text.length);
}
