using Coaster.Injection;

namespace Coaster.Contract.Needs;

/// <summary>The variables by which a container asks for devices beside its GPUs; each counts only as <c>enabled</c>.</summary>
internal static class FeatureRequests
{
    private static readonly (string Variable, DriverFeatures Feature)[] Known =
    [
        ("NVIDIA_GDS", DriverFeatures.Gds),
        ("NVIDIA_MOFED", DriverFeatures.Mofed),
        ("NVIDIA_GDRCOPY", DriverFeatures.GdrCopy),
        ("NVIDIA_NVSWITCH", DriverFeatures.NvSwitch),
    ];

    public static IReadOnlyList<(string Variable, DriverFeatures Feature)> In(Variables variables) =>
        Array.FindAll(Known, request => variables[request.Variable] == "enabled");
}
