using Coaster.NvmlInterop.Inventory;

namespace Coaster.Cli.Gpus;

/// <summary>A process on a GPU and its name.</summary>
/// <param name="Process">The process as the driver tells it.</param>
/// <param name="Name">Its name; empty for one that has gone or is in another PID namespace.</param>
internal sealed record NamedProcess(GpuProcess Process, string Name)
{
    public static NamedProcess Of(GpuProcess process) => new(process, NameOf(process.Pid));

    private static string NameOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
