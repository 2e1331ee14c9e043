using System.Text;
using WebRtcNative.Signaling.Server.Rooms;
using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server;

/// <summary>What a client sends may be anything. Each check gives the error, or null.</summary>
internal static class RequestChecks
{
    /// <summary>Items of a batch.</summary>
    public const int MaxItems = 64;

    public const int MaxNameLength = 64;
    public const int MaxTopicLength = 32;

    public static WireError? Check(JoinRequest? request, SignalingServerOptions options)
    {
        if (request == null)
            return Errors.BadRequest("The request is missing.");
        if (request.Room != null && CheckName(request.Room, "room") is { } wrongRoom)
            return wrongRoom;
        if (CheckName(request.Name, "name") is { } wrongName)
            return wrongName;
        if (request.SizeLimit is { } limit && (limit < 1 || limit > options.MaxRoomSize))
            return Errors.BadRequest($"sizeLimit is {limit}, not from 1 to {options.MaxRoomSize}.");
        return CheckMetadata(request.Metadata, options);
    }

    public static WireError? Check(ResumeRequest? request) =>
        request is not { Room: not null, Member: not null, Token: not null } || request.Room.Length > MaxNameLength
            ? Errors.BadRequest("The request has no room, member or token.")
            : null;

    public static WireError? Check(SendRequest? request, SignalingServerOptions options)
    {
        if (request?.Items is not { Count: > 0 } items)
            return Errors.BadRequest("The request has no items.");
        if (items.Count > MaxItems)
            return Errors.TooLarge($"The batch has {items.Count} items, and {MaxItems} are allowed.");
        return items.Select(item => Check(item, options)).FirstOrDefault(error => error != null);
    }

    private static WireError? Check(WireItem? item, SignalingServerOptions options) => item?.Kind switch
    {
        ItemKinds.Message when item.Topic?.Length > MaxTopicLength =>
            Errors.TooLarge($"A topic has more than {MaxTopicLength} characters."),
        ItemKinds.Message when item.Text == null => Errors.BadRequest("A message has no text."),
        ItemKinds.Message when Encoding.UTF8.GetByteCount(item.Text) > options.MaxMessageSize =>
            Errors.TooLarge($"A message has more than {options.MaxMessageSize} bytes."),
        ItemKinds.Update when item.Metadata == null => Errors.BadRequest("An update has no metadata."),
        ItemKinds.Update => CheckMetadata(item.Metadata, options),
        ItemKinds.Message or ItemKinds.Seal or ItemKinds.Leave => null,
        _ => Errors.BadRequest("An item is not a message, update, seal or leave."),
    };

    private static WireError? CheckName(string? name, string what) => name switch
    {
        null or "" => Errors.BadRequest($"The {what} is missing or empty."),
        { Length: > MaxNameLength } => Errors.TooLarge($"The {what} has more than {MaxNameLength} characters."),
        _ when name.Any(char.IsControl) => Errors.BadRequest($"The {what} has a control character."),
        _ => null,
    };

    private static WireError? CheckMetadata(Dictionary<string, string>? metadata, SignalingServerOptions options)
    {
        if (metadata == null)
            return null;
        if (metadata.Values.Any(value => value == null))
            return Errors.BadRequest("A value of the metadata is null.");
        var size = metadata.Sum(entry => Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value));
        return size > options.MaxMetadataSize ? Errors.TooLarge($"The metadata has more than {options.MaxMetadataSize} bytes.") : null;
    }
}
