using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.NvmlInterop.Inventory;
using Coaster.NvmlInterop.Library;
using Coaster.NvmlInterop.Library.Devices;

namespace Coaster.Partitioning.Gpus;

/// <summary>The machine's GPUs in a session with the driver that can cut them.</summary>
public sealed class MigMachine : IDisposable
{
    private readonly MigFailure _failure;

    private MigMachine(NvmlSession session, NodeInventory inventory, MigFailure failure) => (Session, Inventory, _failure) = (session, inventory, failure);

    /// <summary>The session; it ends with this.</summary>
    public NvmlSession Session { get; }

    /// <summary>The GPUs as they were when this was opened.</summary>
    public NodeInventory Inventory { get; }

    /// <summary>Opens a session of its own, which no other part of the program ends.</summary>
    /// <param name="driverRoot">Where the driver's files are.</param>
    /// <param name="mend">What helps where no driver answers.</param>
    /// <param name="failure">How a failure is told.</param>
    /// <exception cref="GpuModel.CoasterException">No driver answers.</exception>
    public static MigMachine Open(string driverRoot, string mend, MigFailure failure)
    {
        if (NvmlLibrary.TryOpen(driverRoot) is not NvmlOpening.Opened opened)
            throw failure.Of($"no driver answers in {driverRoot}", mend);
        if (NvmlInventory.Read(opened.Session, driverRoot) is InventoryResult.Available available)
            return new MigMachine(opened.Session, available.Inventory, failure);
        opened.Session.Dispose();
        throw failure.Of("the driver does not list its GPUs", mend);
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
        var device = Device(gpu);
        return gpu.MigMode == MigMode.Enabled ? MigGpuReader.Read(gpu, device) : throw _failure.NotCuttable(gpu);
    }

    /// <summary>The GPU as the driver has it at this moment; what there is of it is nothing while its MIG mode is off.</summary>
    /// <exception cref="GpuModel.CoasterException">It does not answer.</exception>
    internal MigGpu Look(Gpu gpu) => MigGpuReader.Read(gpu, Device(gpu));

    /// <summary>Its handle, asked for anew: one from before a change of the MIG mode may be void.</summary>
    /// <exception cref="GpuModel.CoasterException">It does not answer.</exception>
    internal NvmlDevice Device(Gpu gpu) => gpu.Health != GpuHealth.Lost && Session.GetDeviceByUuid(gpu.Uuid) is { IsSuccess: true } device
        ? device.Value
        : throw _failure.Of($"GPU {gpu.Index} does not answer", "Look for XID errors with dmesg, and reset the GPU");

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();
}
