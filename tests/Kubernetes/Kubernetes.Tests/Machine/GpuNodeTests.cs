namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>Tests on the one node: none leaves pods to the next, whatever becomes of it.</summary>
[Collection(GpuNodeGroup.Name)]
public abstract class GpuNodeTests(GpuNode node) : IAsyncLifetime
{
    private protected GpuNode Node { get; } = node;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => ClusterTool.Missing is null ? Node.Scheduler.ClearAsync() : Task.CompletedTask;
}
