// Where the agent's program is found is a matter of PATH, which the whole process has in common.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
