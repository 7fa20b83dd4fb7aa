using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Mig;

/// <summary>A GPU instance: memory and slices of a GPU in MIG mode. It exists until it is destroyed, with or without this value.</summary>
public readonly unsafe record struct NvmlGpuInstance
{
    internal NvmlGpuInstance(NvmlSession session, nint handle)
    {
        Session = session;
        Handle = handle;
    }

    /// <summary>The session that it was found in.</summary>
    public NvmlSession Session { get; }

    private nint Handle { get; }

    private NvmlFunctions Native => Session.Native;

    /// <summary>Its id, its profile and where it lies.</summary>
    public NvmlResult<MigInstance> GetInfo()
    {
        nvmlGpuInstanceInfo_t info = default;
        var status = Native.nvmlGpuInstanceGetInfo(Handle, &info);
        return NvmlResult.Of(status, new MigInstance(NativeNumber.Int(info.id), NativeNumber.Int(info.profileId),
            new MigPlacement(NativeNumber.Int(info.placement.start), NativeNumber.Int(info.placement.size))));
    }

    /// <summary>The kinds of compute instances that fit into it.</summary>
    public IReadOnlyList<MigInstanceProfile> GetComputeInstanceProfiles()
    {
        var profiles = new List<MigInstanceProfile>();
        for (var kind = 0u; kind < NvmlConstants.NVML_COMPUTE_INSTANCE_PROFILE_COUNT; kind++)
            if (ComputeProfileQuery.Read(Native, Handle, kind) is { IsSuccess: true } result)
                profiles.Add(result.Value);
        return profiles;
    }

    /// <summary>Where compute instances of a profile may lie.</summary>
    public NvmlResult<IReadOnlyList<MigPlacement>> GetComputeInstancePlacements(MigInstanceProfile profile)
    {
        var native = Native;
        var instance = Handle;
        return GrowingList.Read<nvmlComputeInstancePlacement_t>((nvmlComputeInstancePlacement_t* items, ref uint count) =>
        {
            fixed (uint* length = &count)
                return native.nvmlGpuInstanceGetComputeInstancePossiblePlacements(instance, (uint)profile.Id, items, length);
        }).Select(static items => (IReadOnlyList<MigPlacement>)
            [.. items.Select(item => new MigPlacement(NativeNumber.Int(item.start), NativeNumber.Int(item.size)))]);
    }

    /// <summary>How many more compute instances of a profile fit now.</summary>
    public NvmlResult<int> GetComputeInstanceCapacity(MigInstanceProfile profile)
    {
        var count = 0u;
        var status = Native.nvmlGpuInstanceGetComputeInstanceRemainingCapacity(Handle, (uint)profile.Id, &count);
        return NvmlResult.Of(status, NativeNumber.Int(count));
    }

    /// <summary>The compute instances of a profile that exist.</summary>
    public NvmlResult<IReadOnlyList<NvmlComputeInstance>> GetComputeInstances(MigInstanceProfile profile)
    {
        var handles = new nint[Math.Clamp(profile.MaxInstances, 1, 64)];
        var count = 0u;
        var session = Session;
        fixed (nint* buffer = handles)
        {
            var status = Native.nvmlGpuInstanceGetComputeInstances(Handle, (uint)profile.Id, buffer, &count);
            var found = handles.Take((int)Math.Min(count, (uint)handles.Length)).Select(handle => new NvmlComputeInstance(session, handle));
            return NvmlResult.Of<IReadOnlyList<NvmlComputeInstance>>(status, [.. found]);
        }
    }

    /// <summary>Makes a compute instance, and with it a MIG device; root only.</summary>
    /// <param name="profile">Its kind.</param>
    /// <param name="placement">Where it lies, or null to leave that to the driver.</param>
    public NvmlResult<NvmlComputeInstance> CreateComputeInstance(MigInstanceProfile profile, MigPlacement? placement = null)
    {
        nint instance = 0;
        nvmlReturn_t status;
        if (placement is { } place)
        {
            var native = new nvmlComputeInstancePlacement_t { start = (uint)place.Start, size = (uint)place.Size };
            status = Native.nvmlGpuInstanceCreateComputeInstanceWithPlacement(Handle, (uint)profile.Id, &native, &instance);
        }
        else
        {
            status = Native.nvmlGpuInstanceCreateComputeInstance(Handle, (uint)profile.Id, &instance);
        }

        return NvmlResult.Of(status, new NvmlComputeInstance(Session, instance));
    }

    /// <summary>Destroys it; root only. <see cref="NvmlStatus.InUse"/> while it has compute instances.</summary>
    public NvmlResult<NvmlStatus> Destroy() => NvmlResult.Done(Native.nvmlGpuInstanceDestroy(Handle));
}
