// The site: docs/index.md, docs/guides, and the API from the assemblies' documentation, in artifacts/docs/site.

void MakeDocs()
{
    string[] documented = ["WebRtcNative", "WebRtcNative.Hosting", "WebRtcNative.Signaling", "WebRtcNative.Signaling.Server"];
    var binaries = $"{artifacts}/dotnet/bin";
    var flavor = configuration.ToLowerInvariant();
    // Beside the assemblies lies what they refer to: the tool has all of it.
    var assemblies = artifacts.Combine("docs/assemblies");
    CleanDirectory(assemblies);
    CleanDirectory("docs/api");
    CleanDirectory(artifacts.Combine("docs/site"));
    CopyFiles($"{binaries}/WebRtcNative.Tool/{flavor}/*.dll", assemblies);
    foreach (var name in documented)
        CopyFiles($"{binaries}/{name}/{flavor}_net10.0/{name}.*", assemblies);

    Run("dotnet", "tool restore --tool-manifest dotnet-tools.json", "docs");
    // docfx checks the links between pages. It succeeds with warnings, so its output is read.
    var settings = new ProcessSettings { Arguments = "docfx docfx.json", WorkingDirectory = "docs", RedirectStandardOutput = true };
    var exitCode = StartProcess("dotnet", settings, out var said);
    var wrong = said.Where(line => line.Contains("warning: ") || line.Contains("error: ")).ToList();
    wrong.ForEach(Console.WriteLine);
    if (exitCode != 0 || wrong.Count > 0)
        throw new CakeException($"docfx ended with {exitCode} and {wrong.Count} warnings and errors.");
    Console.WriteLine($"{GetFiles($"{artifacts}/docs/site/**/*.html").Count} pages in {artifacts}/docs/site");
}
