using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Placement.Policies;

namespace Coaster.Placement.Engine;

/// <summary>Why no GPU, or too few, can hold a share: the first cause that explains it, from what waiting never mends to what it does.</summary>
internal static class ShareRefusals
{
    public static Refused Explain(List<ShareCandidate> candidates, ShareRequest request)
    {
        var large = candidates.FindAll(candidate => candidate.EverFits);
        if (large.Count < request.Gpus)
            return large.Count == 0 ? TooBig(candidates) : Refusals.TooFewLarge(large.Count, request.Gpus);
        var healthy = large.FindAll(candidate => candidate.State.IsHealthy);
        if (healthy.Count < request.Gpus)
            return Refusals.Unhealthy(Units(large));
        var open = healthy.FindAll(candidate => candidate.State.TakesShares);
        return open.Count < request.Gpus
            ? Refusals.Full(open.Count == 0 ? "no GPU takes a share now" : $"{request.Gpus} GPUs asked, and {(open.Count == 1 ? "1 takes" : $"{open.Count} take")} shares now", Units(healthy))
            : Refusals.Full(Shortage(open, request), Units(open));
    }

    private static Refused TooBig(List<ShareCandidate> candidates)
    {
        var largest = candidates.MaxBy(candidate => candidate.State.Gpu.MemoryMiB)!;
        if (largest.MemoryMiB <= 0)
            return Refusals.Never($"the share comes to no memory on GPU {largest.State.Gpu.Index}", "Ask for some, such as mem=1Gi");
        if (largest.CorePercent is < 0 or > Gpu.WholeCorePercent)
            return Refusals.Never($"{largest.CorePercent} % of one GPU's compute asked", "Ask for 1 to 100, or for whole GPUs");
        var (asked, has) = MemoryText.Pair(largest.MemoryMiB, largest.State.Gpu.MemoryMiB);
        return Refusals.Never($"more than any GPU has: {asked} asked, the largest has {has}", "Ask for less");
    }

    private static string Shortage(List<ShareCandidate> open, ShareRequest request)
    {
        if (open.Count(candidate => candidate.Fits) is > 0 and var fitting)
            return $"{request.Gpus} GPUs asked, and {(fitting == 1 ? "1 has" : $"{fitting} have")} room";
        if (request.Size is ShareSize.Blocks blocks)
            return BlockShortage(open, blocks.Count);
        var roomy = open.FindAll(candidate => candidate.RemainingMiB >= 0);
        return roomy.Count > 0 ? CoreShortage(roomy) : MemoryShortage(open);
    }

    private static string MemoryShortage(List<ShareCandidate> open)
    {
        var most = open.MaxBy(candidate => candidate.State.FreeMiB)!;
        var (asked, free) = MemoryText.Pair(most.MemoryMiB, most.State.FreeMiB);
        return $"no GPU has {asked} free: the most is {free} on GPU {most.State.Gpu.Index}";
    }

    private static string CoreShortage(List<ShareCandidate> roomy)
    {
        var most = roomy.MaxBy(candidate => candidate.State.FreeCorePercent)!;
        return $"no GPU with the memory has {most.CorePercent} % of compute free: "
            + $"the most is {most.State.FreeCorePercent} % on GPU {most.State.Gpu.Index}";
    }

    private static string BlockShortage(List<ShareCandidate> open, int asked)
    {
        var most = open.MaxBy(FreeBlocks)!;
        return $"no GPU has {asked} blocks free: the most is {FreeBlocks(most)} on GPU {most.State.Gpu.Index}";
    }

    private static long FreeBlocks(ShareCandidate candidate) =>
        Math.Min(candidate.State.FreeMiB / candidate.State.Gpu.BlockMiB, candidate.State.FreeCorePercent);

    private static DeviceUnit[] Units(List<ShareCandidate> candidates) => [.. candidates.Select(candidate => new DeviceUnit(candidate.State, null))];
}
