using System.Globalization;
using Coaster.Injection.Driver;

namespace Coaster.Injection.Devices;

/// <summary>Who may open the driver's nodes, as the administrator told the kernel module (NVreg_DeviceFileUID and its kin).</summary>
internal sealed record NodePermissions(int Uid, int Gid, int Mode)
{
    private const string File = "driver/nvidia/params";
    private const int Everyone = 0b110_110_110;

    internal static NodePermissions Read(DriverProc proc) => new(
        Number(proc, "DeviceFileUID") ?? 0,
        Number(proc, "DeviceFileGID") ?? 0,
        (Number(proc, "DeviceFileMode") ?? Everyone) & Everyone);

    private static int? Number(DriverProc proc, string name) =>
        int.TryParse(proc.Field(File, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
