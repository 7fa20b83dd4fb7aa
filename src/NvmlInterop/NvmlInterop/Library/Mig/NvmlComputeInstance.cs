using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Mig;

/// <summary>A compute instance: what runs work in a GPU instance. It exists until it is destroyed, with or without this value.</summary>
public readonly unsafe record struct NvmlComputeInstance
{
    internal NvmlComputeInstance(NvmlSession session, nint handle)
    {
        Session = session;
        Handle = handle;
    }

    /// <summary>The session that it was found in.</summary>
    public NvmlSession Session { get; }

    private nint Handle { get; }

    /// <summary>Its id, its profile and where it lies.</summary>
    public NvmlResult<MigInstance> GetInfo()
    {
        nvmlComputeInstanceInfo_t info = default;
        var status = Session.Native.nvmlComputeInstanceGetInfo_v2(Handle, &info);
        return NvmlResult.Of(status, new MigInstance(NativeNumber.Int(info.id), NativeNumber.Int(info.profileId),
            new MigPlacement(NativeNumber.Int(info.placement.start), NativeNumber.Int(info.placement.size))));
    }

    /// <summary>Destroys it and its MIG device; root only. <see cref="NvmlStatus.InUse"/> while a process uses it.</summary>
    public NvmlResult<NvmlStatus> Destroy() => NvmlResult.Done(Session.Native.nvmlComputeInstanceDestroy(Handle));
}
