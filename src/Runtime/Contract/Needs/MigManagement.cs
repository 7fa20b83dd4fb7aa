using Coaster.Contract.Devices;
using Coaster.GpuModel;
using Coaster.GpuModel.Requests;
using Coaster.Injection;

namespace Coaster.Contract.Needs;

/// <summary>Reads NVIDIA_MIG_CONFIG_DEVICES and NVIDIA_MIG_MONITOR_DEVICES, by which managers of MIG ask for their rights.</summary>
internal static class MigManagement
{
    public const string Config = "NVIDIA_MIG_CONFIG_DEVICES";
    public const string Monitor = "NVIDIA_MIG_MONITOR_DEVICES";

    /// <summary>Whether the container asks for the right by that name.</summary>
    /// <exception cref="CoasterException">It is not privileged, or asks for something else than all devices.</exception>
    public static bool Asks(ContainerFacts container, string variable)
    {
        var value = container.Variables[variable];
        if (string.IsNullOrEmpty(value))
            return false;
        if (!container.IsPrivileged)
            throw new CoasterException(
                "cannot start the container",
                $"{variable} is set, and manages the MIG devices of everybody, which only a privileged container may",
                $"Start it with --privileged or --cap-add SYS_ADMIN, or leave {variable} out");
        var words = DeviceWords.Split(value);
        if (words.Length > 0 && !words[0].Equals("all", StringComparison.OrdinalIgnoreCase))
            throw new CoasterException(
                $"cannot read {variable}", $"'{Shown.Of(words[0])}' is not all, and there is no choice of GPUs in it", $"Set {variable}=all");
        return words.Length > 0;
    }

    /// <exception cref="CoasterException">A MIG device is named, and whoever manages MIG needs the GPU.</exception>
    public static void RefuseSingle(IReadOnlyList<DeviceName> named, DriverNeeds needs)
    {
        foreach (var device in named)
            if (IsMig(device.Text))
                throw new CoasterException(
                    "cannot start the container",
                    $"{NameOf(needs)} manages the MIG devices of whole GPUs, and '{Shown.Of(device.Text)}' is a MIG device",
                    $"Name GPUs or all in {Variables.VisibleDevices}, or leave {NameOf(needs)} out");
    }

    public static string NameOf(DriverNeeds needs) => needs.MigConfig ? Config : Monitor;

    private static bool IsMig(string text) =>
        text.StartsWith("MIG-", StringComparison.OrdinalIgnoreCase)
        || (text.Split(':') is [var gpu, var mig] && gpu.All(char.IsAsciiDigit) && mig.All(char.IsAsciiDigit));
}
