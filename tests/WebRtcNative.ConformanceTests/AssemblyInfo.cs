using System.Runtime.CompilerServices;

// One test at a time: each ends by counting the live native objects of the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// As in the library: the generated declarations are written for it.
[assembly: DisableRuntimeMarshalling]
