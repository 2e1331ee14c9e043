namespace WebRtcNative.SampleTests;

/// <summary>One peer on Windows, in wine, the other on this system or on musl.</summary>
public sealed class WindowsTests
{
    [OtherSystemTheory(nameof(OtherSystem.Windows))]
    [InlineData(true)]
    [InlineData(false)]
    public Task FileDrop_FromOneSystemToTheOther_TheFileArrivesWhole(bool windowsSends) =>
        windowsSends ? FileBetweenSystems.DropAsync(OtherSystem.Windows, null) : FileBetweenSystems.DropAsync(null, OtherSystem.Windows);

    [OtherSystemTheory(nameof(OtherSystem.Windows), nameof(OtherSystem.Musl))]
    [InlineData(true)]
    [InlineData(false)]
    public Task FileDrop_WindowsAndMusl_TheFileArrivesWhole(bool windowsSends) => windowsSends
        ? FileBetweenSystems.DropAsync(OtherSystem.Windows, OtherSystem.Musl)
        : FileBetweenSystems.DropAsync(OtherSystem.Musl, OtherSystem.Windows);
}
