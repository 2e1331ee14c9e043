// Two peers in one process exchange messages for some seconds; metrics and traces go to the console.
//   dotnet run --project samples/OpenTelemetry -- [--Seconds 3] [--WebRtc:IncludeTcp false] [--Logging:LogLevel:WebRtcNative Debug]
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using OpenTelemetrySample;
using WebRtcNative;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddWebRtc(builder.Configuration.GetSection("WebRtc"));
using var host = builder.Build();
await host.StartAsync(); // which checks the options

using var metrics = Sdk.CreateMeterProviderBuilder()
    .AddMeter(WebRtcDiagnostics.MeterName)
    .AddConsoleExporter((_, reader) => reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 1000)
    .Build();
using var traces = Sdk.CreateTracerProviderBuilder()
    .AddSource(WebRtcDiagnostics.ActivitySourceName)
    .AddConsoleExporter()
    .Build();

var time = TimeSpan.FromSeconds(builder.Configuration.GetValue("Seconds", 3));
var answered = await PingPong.RunAsync(host.Services.GetRequiredService<PeerConnectionFactory>(), time);
Console.WriteLine($"{answered} messages were answered.");
await host.StopAsync();
