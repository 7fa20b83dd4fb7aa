namespace Coaster.Injection;

/// <summary>Devices of a GPU machine that only a container gets that asks for them (<c>NVIDIA_GDS=enabled</c> and so on).</summary>
[Flags]
public enum DriverFeatures
{
    None = 0,

    /// <summary>GPUDirect Storage: /dev/nvidia-fs*.</summary>
    Gds = 1,

    /// <summary>Mellanox's network drivers: /dev/infiniband/uverbs*, rdma_cm.</summary>
    Mofed = 2,

    /// <summary>Low-latency copies: /dev/gdrdrv.</summary>
    GdrCopy = 4,

    /// <summary>NVLink switches: /dev/nvidia-nvswitchctl, nvidia-nvswitch*.</summary>
    NvSwitch = 8,
}
