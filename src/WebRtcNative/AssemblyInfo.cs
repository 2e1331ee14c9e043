using System.Runtime.CompilerServices;

// Nothing is marshalled behind our back: what crosses the boundary is blittable, which NativeAOT likes too.
[assembly: DisableRuntimeMarshalling]
