using Microsoft.Extensions.Options;

namespace WebRtcNative.Signaling.Server;

internal sealed class SignalingServerOptionsValidation : IValidateOptions<SignalingServerOptions>
{
    public ValidateOptionsResult Validate(string? name, SignalingServerOptions options)
    {
        var wrong = new List<string>();
        void Check(bool isRight, string message)
        {
            if (!isRight)
                wrong.Add(message);
        }
        Check(options.MaxRoomSize >= 1, $"{nameof(options.MaxRoomSize)} is {options.MaxRoomSize}, not 1 or more.");
        Check(options.MaxRooms >= 1, $"{nameof(options.MaxRooms)} is {options.MaxRooms}, not 1 or more.");
        Check(options.MaxMessageSize is >= 1024 and <= 1024 * 1024, $"{nameof(options.MaxMessageSize)} is not from 1 KiB to 1 MiB.");
        Check(options.MaxMetadataSize is >= 0 and <= 64 * 1024, $"{nameof(options.MaxMetadataSize)} is not from 0 to 64 KiB.");
        Check(options.MessagesPerSecond >= 1, $"{nameof(options.MessagesPerSecond)} is not 1 or more.");
        Check(options.MessageBurst >= RequestChecks.MaxItems, $"{nameof(options.MessageBurst)} is not {RequestChecks.MaxItems} or more.");
        Check(options.MaxPendingBytes >= 4 * options.MaxMessageSize, $"{nameof(options.MaxPendingBytes)} is less than four messages.");
        Check(options.LostAfter >= TimeSpan.FromSeconds(0.3), $"{nameof(options.LostAfter)} is less than 0.3 s.");
        Check(options.LeftAfter >= TimeSpan.Zero, $"{nameof(options.LeftAfter)} is negative.");
        Check(options.JoinTimeout > TimeSpan.Zero, $"{nameof(options.JoinTimeout)} is not positive.");
        Check(options.Turn.Urls.Count == 0 || !string.IsNullOrEmpty(options.Turn.Secret), "Turn:Urls are set, and Turn:Secret is not.");
        Check(options.Turn.Lifetime >= TimeSpan.FromMinutes(1), "Turn:Lifetime is less than a minute.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
