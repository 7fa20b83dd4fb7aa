using Coaster.Cli.Output;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;

namespace Coaster.Cli.Ps;

/// <summary>One line for each GPU that a container holds something of.</summary>
internal static class PsTable
{
    private const int ShortCommand = 40;

    internal static TextTable Of(IReadOnlyList<LedgerEntry> entries, DateTimeOffset now, bool wide)
    {
        var table = new TextTable(wide
            ? ["NAME", "GPU", "MODEL", "MEMORY", "CORE", "KIND", "TIER", "AGE", "ENGINE", "STARTER", "UUID", "COMMAND"]
            : ["NAME", "GPU", "MODEL", "MEMORY", "CORE", "KIND", "TIER", "AGE", "COMMAND"]);
        foreach (var entry in entries)
            foreach (var grant in entry.Container.Grants)
                table.Add(wide ? Wide(entry, grant, now) : Narrow(entry, grant, now));
        return table;
    }

    private static string[] Narrow(LedgerEntry entry, GpuGrant grant, DateTimeOffset now) =>
        [.. Start(entry, grant, now), Shortened(string.Join(' ', entry.Command))];

    private static string[] Wide(LedgerEntry entry, GpuGrant grant, DateTimeOffset now) =>
    [
        .. Start(entry, grant, now),
        entry.Engine.Word(),
        entry.Starter.Pid.ToString(),
        grant.MigUuid ?? grant.GpuUuid,
        string.Join(' ', entry.Command),
    ];

    private static IEnumerable<string> Start(LedgerEntry entry, GpuGrant grant, DateTimeOffset now)
    {
        var gpu = entry.Devices.Find(grant.GpuUuid);
        var mig = gpu?.Mig.FirstOrDefault(mig => mig.Uuid == grant.MigUuid);
        return
        [
            entry.Container.Container,
            mig is null ? $"{gpu?.Index}" : $"{gpu?.Index}:{mig.Index}",
            mig is null ? $"{gpu?.Model}" : $"{gpu?.Model} {mig.Profile}",
            $"{grant.MemoryMiB}MiB",
            Core(entry.Container, grant),
            entry.Container.Kind.Word(),
            entry.Container.Tier.Word(),
            Age(now - entry.Created),
        ];
    }

    private static string Core(ContainerBooking booking, GpuGrant grant) =>
        grant.CorePercent == 0 ? "" : $"{grant.CorePercent}%{(booking.CoreLimit == CoreLimit.Hard ? "!" : "")}";

    private static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 120 } => $"{Math.Max(0, (int)age.TotalSeconds)}s",
        { TotalMinutes: < 120 } => $"{(int)age.TotalMinutes}m",
        { TotalHours: < 48 } => $"{(int)age.TotalHours}h",
        _ => $"{(int)age.TotalDays}d",
    };

    private static string Shortened(string command) => command.Length <= ShortCommand ? command : command[..(ShortCommand - 1)] + "…";
}
