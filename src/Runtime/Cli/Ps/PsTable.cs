using Coaster.Cli.Output;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Quota.Agents;

namespace Coaster.Cli.Ps;

/// <summary>
/// One line for each GPU that a container holds something of; what is used, and how it stands, only while an agent tells, and what is oversubscribed
/// only where something is.
/// </summary>
internal static class PsTable
{
    private const int ShortCommand = 40;
    private const int BytesPerMiB = 1 << 20;

    internal static TextTable Of(IReadOnlyList<LedgerEntry> entries, AgentStatus? agent, DateTimeOffset now, bool wide)
    {
        string[] held = agent is null ? [] : ["USED", "STATE"];
        string[] shared = entries.Any(entry => entry.Container.Oversubscribed != Oversubscription.None) ? ["OVERSUBSCRIBED"] : [];
        string[] more = wide ? ["ENGINE", "STARTER", "UUID"] : [];
        var table = new TextTable(["NAME", "GPU", "MODEL", "MEMORY", "CORE", "KIND", "TIER", .. shared, .. held, "AGE", .. more, "COMMAND"]);
        foreach (var entry in entries)
            foreach (var grant in entry.Container.Grants)
                table.Add(
                [
                    .. Start(entry, grant),
                    .. shared.Select(_ => string.Join(',', entry.Container.Oversubscribed.Words())),
                    .. agent is null ? [] : Held(agent.Find(entry.Id), grant),
                    Age(now - entry.Created),
                    .. wide ? Wide(entry, grant) : [Shortened(string.Join(' ', entry.Command))],
                ]);
        return table;
    }

    private static string?[] Held(ContainerStatus? status, GpuGrant grant) =>
        [status?.Gpus.FirstOrDefault(use => use.IsOf(grant))?.UsedBytes is { } used ? $"{used / BytesPerMiB}MiB" : null, status?.State];

    private static string[] Wide(LedgerEntry entry, GpuGrant grant) =>
    [
        entry.Engine.Word(),
        entry.Starter.Pid.ToString(),
        grant.MigUuid ?? grant.GpuUuid,
        string.Join(' ', entry.Command),
    ];

    private static IEnumerable<string> Start(LedgerEntry entry, GpuGrant grant)
    {
        var gpu = entry.Devices.Find(grant.GpuUuid);
        var mig = gpu?.Mig.FirstOrDefault(mig => mig.Uuid == grant.MigUuid);
        return
        [
            entry.Name,
            mig is null ? $"{gpu?.Index}" : $"{gpu?.Index}:{mig.Index}",
            mig is null ? $"{gpu?.Model}" : $"{gpu?.Model} {mig.Profile}",
            $"{grant.MemoryMiB}MiB",
            Core(entry.Container, grant),
            entry.Container.Kind.Word(),
            entry.Container.Tier.Word(),
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
