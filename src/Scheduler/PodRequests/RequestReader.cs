using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;

namespace Coaster.PodRequests;

/// <summary>What a container asks for of extended resources → what is asked of its node's GPUs.</summary>
/// <param name="unit">What one <c>ten.ai/gpu-mem</c> is.</param>
public sealed class RequestReader(MemoryUnit unit)
{
    /// <summary>What is asked, or null when that is nothing of ours.</summary>
    /// <param name="resources">The container's limits of <c>ten.ai/</c> resources, each above 0.</param>
    /// <param name="terms">What its pod says.</param>
    /// <exception cref="CoasterException">It contradicts itself, or asks for what no node could give; the message names the resources.</exception>
    public GpuRequest? Read(IReadOnlyDictionary<string, int> resources, GpuTerms terms)
    {
        var asked = new AskedResources(resources);
        return asked.Kind switch
        {
            null => null,
            ResourceNames.Memory => Share(Amount(asked, terms.Gpus), terms),
            ResourceNames.Block => Share(new ShareSize.Blocks(EachOf(asked.Block, ResourceNames.Block, terms.Gpus)), terms),
            ResourceNames.Whole => Alone(terms, ResourceNames.Whole, new ExclusiveRequest(terms.Filter, asked.Whole)),
            _ => Alone(terms, asked.Kind, new MigRequest(terms.Filter, asked.Mig)),
        };
    }

    private static ShareRequest Share(ShareSize size, GpuTerms terms) =>
        new(terms.Filter, size, terms.CoreLimit) { Gpus = terms.Gpus, Priority = terms.Priority, Weakest = terms.Weakest };

    private ShareSize.Amount Amount(AskedResources asked, int gpus)
    {
        var core = asked.Core > 0 ? EachOf(asked.Core, ResourceNames.Core, gpus) : 0;
        return new ShareSize.Amount(Even(asked.Memory, ResourceNames.Memory, gpus) * unit.MiB, core);
    }

    /// <summary>What is counted in hundredths of a GPU.</summary>
    private static int EachOf(int amount, string resource, int gpus)
    {
        var each = Even(amount, resource, gpus);
        return each <= Gpu.WholeCorePercent
            ? each
            : throw Refused(
                $"{each} {resource} {(gpus == 1 ? "" : "of each GPU ")}are asked, and a GPU has {Gpu.WholeCorePercent}",
                $"Ask for less, for more GPUs with the annotation {AnnotationNames.Count}, or for whole ones with {ResourceNames.Whole}");
    }

    private static int Even(int amount, string resource, int gpus) => amount % gpus == 0
        ? amount / gpus
        : throw Refused($"{amount} {resource} cannot be spread evenly over {gpus} GPUs", $"Make it a multiple of {gpus}, or change the annotation {AnnotationNames.Count}");

    private static GpuRequest Alone(GpuTerms terms, string resource, GpuRequest request) => terms.Gpus == 1
        ? request
        : throw Refused($"{resource} cannot go with the annotation {AnnotationNames.Count}", "Leave the annotation out: their number says how many");

    internal static CoasterException Refused(string why, string mend) => new("cannot give GPUs", why, mend);
}
