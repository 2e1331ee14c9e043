// Each test counts the native objects that it leaves.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
