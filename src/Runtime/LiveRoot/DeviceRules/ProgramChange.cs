using Coaster.GpuModel;
using Coaster.Posix;
using Coaster.Posix.Bpf;

namespace Coaster.LiveRoot.DeviceRules;

/// <summary>A program of a cgroup and the one, loaded already, that is to take its place.</summary>
internal sealed record ProgramChange(DeviceProgram Old, DeviceProgram New) : IDisposable
{
    /// <summary>Puts the new one in the place of the old one.</summary>
    internal void Make(CgroupDevicePrograms programs, BpfAttachMode mode)
    {
        // Where there can be only one, attaching is replacing.
        if (mode != BpfAttachMode.Multiple)
            programs.Attach(New, mode);
        else
            Replace(programs);
    }

    private void Replace(CgroupDevicePrograms programs)
    {
        try
        {
            programs.Replace(Old, New);
        }
        catch (PosixException error) when (error.Errno == Errno.EINVAL)
        {
            throw new CoasterException(
                "cannot allow devices in a running container",
                "this kernel cannot replace a device program",
                "Use Linux 5.6 or newer, or give the container its GPU through its engine's settings (a CDI device, or --device)",
                error);
        }
    }

    public void Dispose()
    {
        Old.Dispose();
        New.Dispose();
    }
}
