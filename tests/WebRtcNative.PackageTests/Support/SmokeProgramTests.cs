namespace WebRtcNative.PackageTests;

/// <summary>The tests that share the programs, since making them takes minutes.</summary>
[CollectionDefinition(Name)]
public sealed class SmokeProgramTests : ICollectionFixture<SmokePrograms>
{
    public const string Name = "Smoke programs";
}
