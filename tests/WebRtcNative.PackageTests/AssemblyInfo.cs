// One build at a time: each uses every core.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
