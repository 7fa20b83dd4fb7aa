namespace Coaster.GpuModel.Inventory;

/// <summary>The MIG mode of a GPU as NVML tells it.</summary>
public enum MigMode
{
    /// <summary>The GPU cannot be cut into MIG devices.</summary>
    Unsupported,

    /// <summary>It could be, but is not.</summary>
    Disabled,

    /// <summary>It is: only its MIG devices can run work.</summary>
    Enabled,
}
