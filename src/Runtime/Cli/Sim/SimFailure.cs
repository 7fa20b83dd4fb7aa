using Coaster.GpuModel;

namespace Coaster.Cli.Sim;

/// <summary>What a file system's refusal means to somebody who simulates a driver.</summary>
internal static class SimFailure
{
    public static int Report(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CoasterException(
                "cannot change the simulated driver's files",
                failure.Message.TrimEnd('.'),
                "Run as root, or choose a folder of yours with --dir",
                failure);
        }
    }
}
