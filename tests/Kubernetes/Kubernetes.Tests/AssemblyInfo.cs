// One machine has one cluster, and one of the tests takes its API server away for a while.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
