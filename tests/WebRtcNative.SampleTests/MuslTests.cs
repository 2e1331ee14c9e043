namespace WebRtcNative.SampleTests;

/// <summary>One peer on musl, the other on this system.</summary>
public sealed class MuslTests
{
    [OtherSystemTheory(nameof(OtherSystem.Musl))]
    [InlineData(true)]
    [InlineData(false)]
    public Task FileDrop_FromOneSystemToTheOther_TheFileArrivesWhole(bool muslSends) =>
        muslSends ? FileBetweenSystems.DropAsync(OtherSystem.Musl, null) : FileBetweenSystems.DropAsync(null, OtherSystem.Musl);
}
