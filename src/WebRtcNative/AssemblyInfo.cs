using System.Runtime.CompilerServices;

// No hidden marshalling: all types at the boundary are blittable, which suits NativeAOT too.
[assembly: DisableRuntimeMarshalling]
