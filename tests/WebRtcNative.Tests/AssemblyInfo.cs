// One test at a time: each ends by counting the live native objects of the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
