using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Placement;

namespace Coaster.Ledger.Cluster;

/// <summary>A GPU has one owner: what the cluster owns, this machine does not book.</summary>
/// <param name="cluster">What the cluster owns, or null where there is none.</param>
internal sealed class LocalGpus(ClusterOwnership? cluster)
{
    private const int MaxListed = 8;

    /// <summary>The machine as the request may see it.</summary>
    /// <exception cref="CoasterException">It names a GPU of the cluster's, or needs one because no other would do.</exception>
    internal NodeInventory For(GpuRequest request, NodeInventory node)
    {
        if (cluster is null)
            return node;
        var candidates = Candidates(request.Filter, node);
        if (candidates.Count == 0)
            return node;
        var foreign = candidates.FindAll(gpu => !cluster.IsLocal(gpu));
        return foreign.Count > 0 && (request.Filter.Devices.Count > 0 || foreign.Count == candidates.Count)
            ? throw Refused(foreign, cluster.Node)
            : cluster.LocalOf(node);
    }

    /// <summary>A refusal that also tells what was left out, where something was.</summary>
    internal Refused Explain(Refused refused, NodeInventory node) =>
        cluster is not null && node.Gpus.Any(gpu => !cluster.IsLocal(gpu))
            ? refused with { Reasons = [.. refused.Reasons, $"the others belong to the cluster (node {cluster.Node})"] }
            : refused;

    private static List<Gpu> Candidates(GpuFilter filter, NodeInventory node)
    {
        var gpus = new List<Gpu>();
        foreach (var name in filter.Devices)
            if (name.Resolve(node) is var (gpu, _) && !gpus.Contains(gpu))
                gpus.Add(gpu);
        if (filter.Devices.Count == 0)
            gpus.AddRange(node.Gpus.Where(filter.AcceptsModel));
        return gpus;
    }

    private static CoasterException Refused(List<Gpu> gpus, string node)
    {
        var listed = string.Join(", ", gpus.Take(MaxListed).Select(gpu => gpu.Index)) + (gpus.Count > MaxListed ? " and more" : "");
        var (belongs, them, their) = gpus.Count == 1 ? ("it belongs", "it", "its") : ("they belong", "them", "their");
        return new CoasterException(
            $"cannot book GPU{(gpus.Count == 1 ? "" : "s")} {listed}",
            $"{belongs} to the cluster (node {node})",
            $"Ask for {them} from a pod with ten.ai/gpu-mem, or set {their} mode to local");
    }
}
