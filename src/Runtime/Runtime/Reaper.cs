using Coaster.Ledger;
using Coaster.Settings;

namespace Coaster.Runtime;

/// <summary>
/// Waits for the process that started a container and then clears up: the writable layer, the cgroup, the booking. It is a process of its
/// own, because the starter becomes the low-level runtime, and because whoever kills that one with SIGKILL still wants the GPU back. Should
/// this process be killed too, the next one that opens the ledger does its work.
/// </summary>
internal static class Reaper
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    internal static int Run(string[] args)
    {
        if (args.Length != 1)
            return 1;
        Environment.CurrentDirectory = "/";
        ReapAsync(new NodeLedger(HostSettings.Load()), args[0]).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task ReapAsync(NodeLedger ledger, string id)
    {
        while (ledger.Find(id) is { } entry)
        {
            entry.Starter.WaitForExit();
            // The sweep that every transaction begins with does the work. What is still there after it is an engine's container that
            // runs on, or one whose processes do not die.
            ledger.Begin().Dispose();
            if (ledger.Find(id) is not null)
                await Task.Delay(Pause);
        }
    }
}
