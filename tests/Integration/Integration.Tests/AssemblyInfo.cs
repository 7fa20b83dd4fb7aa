// One machine has one cgroup tree, one mount table and two cores: what runs beside a race test changes what it tests.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
