using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.NvmlInterop.Inventory;
using Coaster.NvmlInterop.Library;
using Coaster.Settings;

namespace Coaster.Cli.Mig;

/// <summary>The machine's GPUs in a session with the driver that can cut them.</summary>
internal sealed class MigMachine : IDisposable
{
    private readonly MigFailure _failure;

    private MigMachine(NvmlSession session, NodeInventory inventory, MigFailure failure) => (Session, Inventory, _failure) = (session, inventory, failure);

    public NvmlSession Session { get; }

    /// <summary>The GPUs as they were when this was opened.</summary>
    public NodeInventory Inventory { get; }

    /// <exception cref="GpuModel.CoasterException">No driver answers.</exception>
    public static MigMachine Open(HostSettings settings, MigFailure failure)
    {
        if (NvmlLibrary.TryOpen(settings.DriverRoot) is not NvmlOpening.Opened opened)
            throw failure.Of($"no driver answers in {settings.DriverRoot}", NoDriver.Mend);
        if (NvmlInventory.Read(opened.Session, settings.DriverRoot) is InventoryResult.Available available)
            return new MigMachine(opened.Session, available.Inventory, failure);
        opened.Session.Dispose();
        throw failure.Of("the driver does not list its GPUs", NoDriver.Mend);
    }

    /// <summary>The GPU of a name, which is in MIG mode.</summary>
    /// <exception cref="GpuModel.CoasterException">There is none, or it is not.</exception>
    public MigGpu Find(string name) => new DeviceName(name).Resolve(Inventory) switch
    {
        (var gpu, null) => Read(gpu),
        (var gpu, _) => throw _failure.Of($"{name} is a MIG device", $"Name its GPU: {gpu.Index}"),
        null => throw _failure.NoGpu(name, Inventory),
    };

    /// <summary>How a GPU in MIG mode is cut.</summary>
    /// <exception cref="GpuModel.CoasterException">It is not in MIG mode, or does not answer.</exception>
    public MigGpu Read(Gpu gpu)
    {
        var device = Session.GetDeviceByUuid(gpu.Uuid);
        if (gpu.Health == GpuHealth.Lost || !device.IsSuccess)
            throw _failure.Of($"GPU {gpu.Index} does not answer", "Look for XID errors with dmesg, and reset the GPU");
        return gpu.MigMode == MigMode.Enabled ? MigGpuReader.Read(gpu, device.Value) : throw _failure.NotCuttable(gpu);
    }

    public void Dispose() => Session.Dispose();
}
