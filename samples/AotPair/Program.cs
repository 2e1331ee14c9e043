// Compiled ahead of time, two peers connect twice, polled and awaited:
//   dotnet publish samples/AotPair --output artifacts/AotPair && artifacts/AotPair/AotPair
using System.Runtime.CompilerServices;
using AotPair;

try
{
    Console.WriteLine(Polled.Run());
    Console.WriteLine(await Awaited.RunAsync());
    Console.WriteLine($"All well, {(RuntimeFeature.IsDynamicCodeSupported ? "but with" : "without")} a compiler at run time.");
    return 0;
}
catch (Exception e)
{
    Console.WriteLine($"Failed: {e}");
    return 1;
}
