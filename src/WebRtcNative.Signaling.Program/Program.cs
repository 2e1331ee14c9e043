// webrtc-signaling: the signaling server as a program of its own.
//   webrtc-signaling --urls http://0.0.0.0:8080 --Redis redis:6379 --Signaling:Turn:Secret ...
// The same keys are read from webrtc-signaling.json in the working directory (or --config FILE) and from the environment
// (Signaling__Turn__Secret). TLS is Kestrel's own: Kestrel:Endpoints:Https:Url and :Certificate:Path. See docs/signaling.md.
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

await using var app = builder.Build();
app.MapWebRtcSignaling("/signaling");
app.MapHealthChecks("/health");
await app.StartAsync();

// A parent process that asked for any free port reads it from this line.
Console.WriteLine($"Listening on {string.Join(' ', app.Urls)}");
await app.WaitForShutdownAsync();
