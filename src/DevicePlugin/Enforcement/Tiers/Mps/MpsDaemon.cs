using Coaster.GpuModel;
using Coaster.Quota;

namespace Coaster.Enforcement.Tiers.Mps;

/// <summary>
/// The MPS daemon of one GPU, with its server, which has the GPU's only context (compute mode EXCLUSIVE_PROCESS): what is no client of it gets
/// no context. Everything is written down before it is done.
/// </summary>
/// <param name="sampler">Who has the driver open.</param>
/// <param name="control">The control program.</param>
/// <param name="folder">The GPU's folder.</param>
/// <param name="uuid">The GPU.</param>
internal sealed class MpsDaemon(Sampling.NvmlSampler sampler, MpsControl control, MpsFolder folder, string uuid)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode ForAll = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>What is written down, or null.</summary>
    internal MpsRecord? Record { get; private set; } = MpsRecord.TryRead(folder.Record);

    /// <summary>Begins where there is nothing yet.</summary>
    /// <param name="part">What each client may have.</param>
    /// <exception cref="CoasterException">It cannot be had; all is as it was.</exception>
    internal void Begin(MpsPart part)
    {
        try
        {
            MakeFolders();
            var before = sampler.Device(uuid)?.GetComputeMode() is { IsSuccess: true } mode ? mode.Value : throw Failed("its compute mode cannot be read");
            Record = new MpsRecord(before, part);
            Record.Write(folder.Record);
            Run(part);
        }
        catch (Exception error) when (error is CoasterException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            End();
            throw error as CoasterException ?? Failed(error.Message.TrimEnd('.'), error);
        }
    }

    /// <summary>
    /// Sees whether the daemon is as it was made, and makes it so: a process that is root on the machine, a container's too, may give it commands.
    /// </summary>
    /// <returns>Its clients, or null when it had to be started anew, and its clients lost their contexts.</returns>
    /// <exception cref="CoasterException">It cannot be started anew.</exception>
    internal IReadOnlyList<int>? Keep()
    {
        if (Record is not { } record)
            return null;
        if (IsExclusive() && control.AskPids("get_server_list") is [var server, ..])
        {
            _ = control.Ask([.. Defaults(record.Part), $"set_active_thread_percentage {server} {record.Part.Percent}", $"set_device_pinned_mem_limit {server} 0 {record.Part.MemoryMiB}M"]);
            if (control.AskPids($"get_client_list {server}") is { } clients)
                return clients;
        }

        MpsProcesses.End(folder);
        Run(record.Part);
        return null;
    }

    /// <summary>Ends it and puts back what was changed; what cannot be put back now stays written down.</summary>
    internal void End()
    {
        MpsProcesses.End(folder);
        if (Record is { } record && sampler.Device(uuid)?.SetComputeMode(record.Before) is not { IsSuccess: true })
            return;
        Record = null;
        if (Directory.Exists(folder.Path))
            Directory.Delete(folder.Path, recursive: true);
    }

    private void MakeFolders()
    {
        Directory.CreateDirectory(folder.Path, OwnerOnly);
        Directory.CreateDirectory(folder.Logs, OwnerOnly);
        Directory.CreateDirectory(folder.Pipes, OwnerOnly);
        // Any user of a container has to get at the sockets; the folder above is root's alone.
        File.SetUnixFileMode(folder.Pipes, ForAll);
    }

    /// <summary>The server is started before any client asks for it: whoever came first would have the GPU otherwise.</summary>
    private void Run(MpsPart part)
    {
        if (sampler.Device(uuid)?.SetComputeMode(ComputeMode.ExclusiveProcess) is not { IsSuccess: true })
            throw Failed("its compute mode cannot be set to EXCLUSIVE_PROCESS");
        if (!control.Start())
            throw Failed($"nvidia-cuda-mps-control does not start: see {folder.Logs}");
        if (control.Ask([.. Defaults(part), "start_server -uid 0"]) is null || control.AskPids("get_server_list") is not [_, ..])
            throw Failed("its server does not start: something else may have a context on the GPU");
    }

    private bool IsExclusive() => sampler.Device(uuid)?.GetComputeMode() is { IsSuccess: true, Value: ComputeMode.ExclusiveProcess };

    private static string[] Defaults(MpsPart part) =>
        [$"set_default_active_thread_percentage {part.Percent}", $"set_default_device_pinned_mem_limit 0 {part.MemoryMiB}M"];

    private CoasterException Failed(string why, Exception? inner = null) =>
        new($"cannot share {uuid} by MPS", why, "See docs/quota.md for what MPS needs, or ask for the tier shim", inner);
}
