namespace Coaster.LiveRoot.DeviceRules;

/// <summary>The device rules of a cgroup, in the way that its version of cgroups has them.</summary>
internal interface IDeviceRules
{
    /// <summary>Allows devices beside those that are allowed already; what is allowed stays as it is.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The kernel refuses, for want of rights.</exception>
    /// <exception cref="GpuModel.CoasterException">It cannot be done.</exception>
    void Allow(IReadOnlyList<DeviceRule> rules);
}
