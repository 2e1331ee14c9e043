using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using HotPaths;

// The calls that an application makes for every message or frame. They run in this process, because the native library of the
// build is beside it. Each iteration makes a fixed number of calls, since sent messages have to be received after it.
var job = Job.Default
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithWarmupCount(3)
    .WithIterationCount(20)
    .WithInvocationCount(Batch.Size)
    .WithUnrollFactor(Batch.Unroll);
var config = DefaultConfig.Instance
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"));
BenchmarkSwitcher.FromAssembly(typeof(Batch).Assembly).Run(args, config);
