namespace WebRtcNative.SampleTests;

/// <summary>One peer on linux-arm64, in qemu-user, the other on this system.</summary>
public sealed class Arm64Tests
{
    [OtherSystemTheory(nameof(OtherSystem.Arm64))]
    [InlineData(true)]
    [InlineData(false)]
    public Task FileDrop_FromOneSystemToTheOther_TheFileArrivesWhole(bool arm64Sends) =>
        arm64Sends ? FileBetweenSystems.DropAsync(OtherSystem.Arm64, null) : FileBetweenSystems.DropAsync(null, OtherSystem.Arm64);
}
