using Microsoft.Extensions.Hosting;

namespace Coaster.Kubelet.Serving;

/// <summary>A server that does not listen to the process's signals: it ends when its resource does, and the process decides of its own end.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
