// webrtc-signaling: the signaling server as a program of its own, at /signaling; Godot's demo protocol is at /godot, health at /health.
//   webrtc-signaling --urls http://0.0.0.0:8080 --Redis redis:6379 --Signaling:Turn:Secret ...
// The same keys are read from webrtc-signaling.json in the working directory (or --config FILE) and from the environment
// (Signaling__Turn__Secret). TLS is Kestrel's own: Kestrel:Endpoints:Https:Url and :Certificate:Path. See docs/signaling.md.
using WebRtcNative.Signaling.Program.Godot;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Configuration.Sources.Clear();
builder.Configuration
    .AddJsonFile(Path.GetFullPath(new ConfigurationBuilder().AddCommandLine(args).Build()["config"] ?? "webrtc-signaling.json"), optional: true)
    .AddEnvironmentVariables()
    .AddCommandLine(args);
builder.WebHost.UseKestrelHttpsConfiguration();
if (builder.Configuration["urls"] is { } urls)
    builder.WebHost.UseUrls(urls);

var signaling = builder.Services.AddWebRtcSignaling(builder.Configuration.GetSection("Signaling"));
if (builder.Configuration["Redis"] is { Length: > 0 } redis)
    signaling.AddRedis(redis, builder.Configuration["RedisPrefix"] ?? "webrtc");
builder.Services.AddSingleton<GodotLobbies>();

await using var app = builder.Build();
app.MapWebRtcSignaling("/signaling");
app.MapHealthChecks("/health");
app.MapGodotSignaling("/godot");
await app.StartAsync();

// A parent process that asked for any free port reads it from this line.
Console.WriteLine($"Listening on {string.Join(' ', app.Urls)}");
await app.WaitForShutdownAsync();
