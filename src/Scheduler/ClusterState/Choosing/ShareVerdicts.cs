using Coaster.GpuModel.Requests;
using Coaster.Placement.Engine;
using Coaster.Placement.State;

namespace Coaster.ClusterState.Choosing;

/// <summary>Why a node has no room for parts of GPUs.</summary>
internal static class ShareVerdicts
{
    public static NodeVerdict Of(IReadOnlyList<GpuState> gpus, string count, ShareRequest share)
    {
        var open = gpus.Where(gpu => gpu.TakesShares).ToList();
        var sizes = gpus.Where(gpu => share.Size.On(gpu.Gpu).MemoryMiB <= gpu.Gpu.MemoryMiB).ToList();
        if (sizes.Count > 0 && sizes.Count < share.Gpus)
            return new NodeVerdict($"{count}, {sizes.Count} large enough, needs {share.Gpus}", true, 1);
        if (sizes.Count == 0)
            return new NodeVerdict($"{count}, the largest has {MemoryText.There(gpus.Max(gpu => gpu.Gpu.MemoryMiB))}, needs {Need(share, gpus)}", true, 1);
        if (open.Count == 0)
            return new NodeVerdict($"{count}, none takes a share now, needs {Need(share, gpus)}", !gpus.Any(gpu => gpu.IsHealthy && gpu.Holdings.Count > 0), 1);
        return Short(open, count, share);
    }

    private static NodeVerdict Short(List<GpuState> open, string count, ShareRequest share)
    {
        var fitting = open.Count(gpu => Memory(share, gpu) <= gpu.FreeMiB && Core(share, gpu) <= gpu.FreeCorePercent);
        if (fitting > 0)
            return new NodeVerdict($"{count}, {fitting} with room, needs {share.Gpus}", false, (double)(share.Gpus - fitting) / share.Gpus);
        var roomy = open.MaxBy(gpu => gpu.FreeMiB)!;
        if (Memory(share, roomy) > roomy.FreeMiB)
            return new NodeVerdict($"{count}, most free {MemoryText.There(roomy.FreeMiB)}, needs {Need(share, open)}", false, Part(Memory(share, roomy), roomy.FreeMiB));
        var idle = open.Where(gpu => Memory(share, gpu) <= gpu.FreeMiB).MaxBy(gpu => gpu.FreeCorePercent)!;
        return new NodeVerdict(
            $"{count}, most compute free where the memory is {idle.FreeCorePercent} %, needs {Core(share, idle)} %", false, Part(Core(share, idle), idle.FreeCorePercent));
    }

    private static string Need(ShareRequest share, IReadOnlyList<GpuState> gpus) => share.Size is ShareSize.Blocks { Count: var blocks }
        ? $"{blocks} blocks{Each(share)}"
        : MemoryText.Asked(Memory(share, gpus[0])) + Each(share);

    private static string Each(ShareRequest share) => share.Gpus > 1 ? $" on each of {share.Gpus}" : "";

    private static long Memory(ShareRequest share, GpuState gpu) => share.Size.On(gpu.Gpu).MemoryMiB;

    private static int Core(ShareRequest share, GpuState gpu) => share.Size.On(gpu.Gpu).CorePercent;

    private static double Part(long asked, long free) => (double)(asked - free) / Math.Max(asked, 1);
}
