using Coaster.NvmlInterop.Native.Enums;

namespace Coaster.NvmlInterop.Library.Devices;

/// <content>What the GPU hangs on.</content>
public readonly unsafe partial struct NvmlDevice
{
    private const int AffinityWords = 128;

    /// <summary>The NUMA nodes whose memory is nearest to the GPU.</summary>
    public NvmlResult<IReadOnlyList<int>> GetNumaNodes()
    {
        var words = stackalloc ulong[AffinityWords];
        new Span<ulong>(words, AffinityWords).Clear();
        var status = Native.nvmlDeviceGetMemoryAffinity(Handle, AffinityWords, words, nvmlAffinityScope_t.NVML_AFFINITY_SCOPE_NODE);
        return NvmlResult.Of<IReadOnlyList<int>>(status, Bits(new ReadOnlySpan<ulong>(words, AffinityWords)));
    }

    /// <summary>The CPUs nearest to the GPU.</summary>
    public NvmlResult<IReadOnlyList<int>> GetCpus()
    {
        var words = stackalloc ulong[AffinityWords];
        new Span<ulong>(words, AffinityWords).Clear();
        var status = Native.nvmlDeviceGetCpuAffinityWithinScope(Handle, AffinityWords, words, nvmlAffinityScope_t.NVML_AFFINITY_SCOPE_NODE);
        return NvmlResult.Of<IReadOnlyList<int>>(status, Bits(new ReadOnlySpan<ulong>(words, AffinityWords)));
    }

    /// <summary>The NUMA node that the GPU's own memory is; only where the GPU is coherent with the CPU, as in Grace Hopper.</summary>
    public NvmlResult<int> GetOwnNumaNode()
    {
        var node = 0u;
        var status = Native.nvmlDeviceGetNumaNodeId(Handle, &node);
        return NvmlResult.Of(status, node > int.MaxValue ? -1 : (int)node);
    }

    private static List<int> Bits(ReadOnlySpan<ulong> words)
    {
        var bits = new List<int>();
        for (var i = 0; i < words.Length * 64; i++)
            if ((words[i / 64] >> (i % 64) & 1) != 0)
                bits.Add(i);
        return bits;
    }
}
