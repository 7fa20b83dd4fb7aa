using Coaster.Kubelet.Figures;
using Coaster.Kubelet.Registering;
using Coaster.Kubelet.Serving;

namespace Coaster.Kubelet;

/// <summary>A resource that kubelet is told of, and what runs for it; the socket of one that was closed before it has to be gone first.</summary>
internal sealed class ResourceEntry(DeviceFeed feed, ResourceFigures figures, ResourceEndpoint endpoint, ResourceEntry? before)
{
    private Task? _running;

    public DeviceFeed Feed => feed;

    public Task Running => _running ?? Task.CompletedTask;

    public ResourceStatus Status => figures.Status(feed.Current);

    public void Start(CancellationToken cancellationToken) => _running ??= RunAsync(before?.Running ?? Task.CompletedTask, cancellationToken);

    private async Task RunAsync(Task ending, CancellationToken cancellationToken)
    {
        await ending;
        await endpoint.RunAsync(cancellationToken);
    }
}
