using Coaster.Cdi.Writing;
using Coaster.GpuModel.Inventory;
using Coaster.Injection;
using Coaster.Oci;

namespace Coaster.Cdi.Tests.Writing;

/// <summary>What machines have to offer, in the fewest words.</summary>
internal static class Offers
{
    private static readonly string[] FileOptions = ["ro", "nosuid", "nodev", "rbind", "rprivate"];

    public static OwnHook Hook { get; } = new("/opt/coaster/bin/coaster-runtime", []);

    public static (Gpu Gpu, MigDevice? Mig) Whole(int index) => (new Gpu(
        index, $"GPU-{index}{index}{index}{index}", index + 4, "NVIDIA H200", 143_000, "00000000:1B:00.0", 0, GpuHealth.Healthy, MigMode.Disabled, []), null);

    public static (Gpu Gpu, MigDevice? Mig) Part(int index, int mig) => (
        Whole(index).Gpu with { MigMode = MigMode.Enabled }, new MigDevice($"MIG-{index}{mig}", mig, "1g.18gb", 16_384, 7 + mig, 0));

    public static GpuOffer Of(params (Gpu Gpu, MigDevice? Mig)[] devices) => Of(Hook, devices);

    public static GpuOffer Of(OwnHook hook, params (Gpu Gpu, MigDevice? Mig)[] devices) => new(
        devices,
        new PortableEdits(
            new ContainerEdits(
                [new DeviceNode("/dev/nvidiactl", 195, 255), new DeviceNode("/dev/nvidia-uvm", 509, 0)],
                [
                    new OciMount("/usr/lib/x86_64-linux-gnu/libcuda.so.570.1", "/usr/lib/x86_64-linux-gnu/libcuda.so.1", FileOptions),
                    new OciMount("/run/nvidia-persistenced/socket", "/run/nvidia-persistenced/socket", ["nosuid", "nodev", "noexec", "rbind", "rprivate"]),
                ],
                ["NVIDIA_VISIBLE_DEVICES=void"]),
            [.. devices.Select(Nodes)]),
        hook);

    private static IReadOnlyList<DeviceNode> Nodes((Gpu Gpu, MigDevice? Mig) device)
    {
        var gpu = new DeviceNode($"/dev/nvidia{device.Gpu.Minor}", 195, device.Gpu.Minor, 0b110_110_000, 0, 44);
        return device.Mig is not { } mig ? [gpu] : [gpu, Capability(100 + mig.Index), Capability(200 + mig.Index)];
    }

    private static DeviceNode Capability(int minor) => new($"/dev/nvidia-caps/nvidia-cap{minor}", 234, minor);
}
