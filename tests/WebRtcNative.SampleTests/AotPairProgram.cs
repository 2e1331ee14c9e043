using System.Reflection;

namespace WebRtcNative.SampleTests;

/// <summary>samples/AotPair, compiled ahead of time for the engine that the tests were built for. Once for all tests: it
/// takes half a minute.</summary>
public sealed class AotPairProgram : IAsyncLifetime
{
    internal ProgramRun Publishing { get; private set; } = new(-1, string.Empty);

    internal string Path { get; private set; } = string.Empty;

    public async Task InitializeAsync()
    {
        var engine = Metadata("NativeEngine");
        // By itself, so that no file is written that a test beside this one has loaded.
        var artifacts = System.IO.Path.Combine(Metadata("ArtifactsPath"), "aot", engine);
        var output = System.IO.Path.Combine(artifacts, "AotPair");
        Publishing = await ProgramRun.StartAsync("dotnet",
            "publish", Metadata("AotPair"), "--configuration", "Release", "--output", output, "--nologo",
            "--disable-build-servers", $"-p:ArtifactsPath={artifacts}", $"-p:NativeEngine={engine}");
        Path = System.IO.Path.Combine(output, "AotPair");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static string Metadata(string key) => typeof(AotPairProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
