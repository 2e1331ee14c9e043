using Microsoft.Extensions.Configuration;

namespace WebRtcNative.Hosting;

/// <summary>An option that cannot be used.</summary>
/// <param name="Key">Its key in the configuration.</param>
/// <param name="Message">What is wrong with it; begins with the key.</param>
internal readonly record struct WrongOption(string Key, string Message)
{
    /// <summary>Whether this error may only be there because another value could not be read: that value is part of this option, or
    /// bounds it and is named in the message.</summary>
    public bool MayFollowFrom(WrongOption unread) =>
        $"{unread.Key}:".StartsWith($"{Key}:", StringComparison.OrdinalIgnoreCase)
        || (IsSibling(unread.Key) && IsNamed(ConfigurationPath.GetSectionKey(unread.Key)));

    private bool IsSibling(string key) =>
        string.Equals(ConfigurationPath.GetParentPath(Key), ConfigurationPath.GetParentPath(key), StringComparison.OrdinalIgnoreCase);

    // Items of a list have numbers, which are no names.
    private bool IsNamed(string name) => !char.IsDigit(name, 0) && Message.Contains(name, StringComparison.OrdinalIgnoreCase);
}
