using System.Runtime.CompilerServices;

// One test at a time: each counts objects, threads, descriptors and bytes of the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// As in the library: the generated declarations are written for it.
[assembly: DisableRuntimeMarshalling]
