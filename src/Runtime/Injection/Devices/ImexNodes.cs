using Coaster.GpuModel;
using Coaster.Oci;

namespace Coaster.Injection.Devices;

/// <summary>The channels through which GPUs of several machines share memory (IMEX); a channel's minor number is its own.</summary>
internal static class ImexNodes
{
    /// <exception cref="CoasterException">The driver has no channels.</exception>
    internal static IEnumerable<DeviceNode> Of(DriverNodes nodes, IReadOnlyList<int> channels)
    {
        if (channels.Count == 0)
            return [];
        var major = nodes.Majors.ImexChannels ?? throw new CoasterException(
            $"cannot give the container IMEX channel {channels[0]}",
            "the driver has no nvidia-caps-imex-channels in /proc/devices",
            "Leave NVIDIA_IMEX_CHANNELS out, or load the kernel module of a driver with IMEX with: nvidia-modprobe");
        return channels.Select(channel => nodes.Node($"/dev/nvidia-caps-imex-channels/channel{channel}", major, channel));
    }
}
