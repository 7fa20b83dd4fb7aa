using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <content>The GPU instances of a GPU in MIG mode.</content>
public readonly unsafe partial struct NvmlDevice
{
    /// <summary>The kinds of GPU instances that this GPU can be cut into; empty where it has no MIG.</summary>
    public IReadOnlyList<MigInstanceProfile> GetGpuInstanceProfiles()
    {
        var profiles = new List<MigInstanceProfile>();
        for (var kind = 0u; kind < NvmlConstants.NVML_GPU_INSTANCE_PROFILE_COUNT; kind++)
            if (GpuProfileQuery.Read(Native, Handle, kind) is { IsSuccess: true } result)
                profiles.Add(result.Value);
        return profiles;
    }

    /// <summary>Where instances of a profile may lie on an empty GPU.</summary>
    public NvmlResult<IReadOnlyList<MigPlacement>> GetGpuInstancePlacements(MigInstanceProfile profile)
    {
        var native = Native;
        var device = Handle;
        return GrowingList.Read<nvmlGpuInstancePlacement_t>((nvmlGpuInstancePlacement_t* items, ref uint count) =>
        {
            // With no buffer NVML answers success and the count.
            fixed (uint* length = &count)
                return native.nvmlDeviceGetGpuInstancePossiblePlacements_v2(device, (uint)profile.Id, items, length);
        }).Select(static items => (IReadOnlyList<MigPlacement>)
            [.. items.Select(item => new MigPlacement(NativeNumber.Int(item.start), NativeNumber.Int(item.size)))]);
    }

    /// <summary>How many more instances of a profile fit now.</summary>
    public NvmlResult<int> GetGpuInstanceCapacity(MigInstanceProfile profile)
    {
        var count = 0u;
        var status = Native.nvmlDeviceGetGpuInstanceRemainingCapacity(Handle, (uint)profile.Id, &count);
        return NvmlResult.Of(status, NativeNumber.Int(count));
    }

    /// <summary>The instances of a profile that exist.</summary>
    public NvmlResult<IReadOnlyList<NvmlGpuInstance>> GetGpuInstances(MigInstanceProfile profile)
    {
        // NVML takes it for granted that the buffer holds as many as the profile allows.
        var handles = new nint[Math.Clamp(profile.MaxInstances, 1, 64)];
        var count = 0u;
        var session = Session;
        fixed (nint* buffer = handles)
        {
            var status = Native.nvmlDeviceGetGpuInstances(Handle, (uint)profile.Id, buffer, &count);
            var found = handles.Take((int)Math.Min(count, (uint)handles.Length)).Select(handle => new NvmlGpuInstance(session, handle));
            return NvmlResult.Of<IReadOnlyList<NvmlGpuInstance>>(status, [.. found]);
        }
    }

    /// <summary>The instance with an id.</summary>
    public NvmlResult<NvmlGpuInstance> GetGpuInstance(int id)
    {
        nint instance = 0;
        var status = Native.nvmlDeviceGetGpuInstanceById(Handle, (uint)id, &instance);
        return NvmlResult.Of(status, new NvmlGpuInstance(Session, instance));
    }

    /// <summary>Makes an instance; root only.</summary>
    /// <param name="profile">Its kind.</param>
    /// <param name="placement">Where it lies, or null to leave that to the driver, which may leave gaps that no other profile fits into.</param>
    public NvmlResult<NvmlGpuInstance> CreateGpuInstance(MigInstanceProfile profile, MigPlacement? placement = null)
    {
        nint instance = 0;
        nvmlReturn_t status;
        if (placement is { } place)
        {
            var native = new nvmlGpuInstancePlacement_t { start = (uint)place.Start, size = (uint)place.Size };
            status = Native.nvmlDeviceCreateGpuInstanceWithPlacement(Handle, (uint)profile.Id, &native, &instance);
        }
        else
        {
            status = Native.nvmlDeviceCreateGpuInstance(Handle, (uint)profile.Id, &instance);
        }

        return NvmlResult.Of(status, new NvmlGpuInstance(Session, instance));
    }
}
