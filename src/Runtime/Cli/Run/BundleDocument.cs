using System.Text.Json.Nodes;
using Coaster.Ledger;
using Coaster.Oci;

namespace Coaster.Cli.Run;

/// <summary>
/// The config.json of a container that is made here, with the defaults that docker gives a container: its capabilities, its masked paths,
/// its mounts (https://github.com/moby/moby/blob/master/daemon/pkg/oci/defaults.go). The GPUs are not in it; the runtime adds them.
/// </summary>
internal static class BundleDocument
{
    private static readonly string[] Capabilities =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FSETID", "CAP_FOWNER", "CAP_MKNOD", "CAP_NET_RAW", "CAP_SETGID", "CAP_SETUID",
        "CAP_SETFCAP", "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_KILL", "CAP_AUDIT_WRITE",
    ];

    private static readonly string[] MaskedPaths =
    [
        "/proc/asound", "/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats",
        "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap",
    ];

    private static readonly string[] ReadonlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    private static readonly string[] NetworkFiles = ["/etc/resolv.conf", "/etc/hosts"];

    internal static JsonObject Create(ContainerProcess process, string root, IReadOnlyList<Volume> volumes, bool ownNetwork, string id)
    {
        var document = new JsonObject
        {
            ["ociVersion"] = "1.0.2",
            ["process"] = Process(process),
            ["root"] = new JsonObject { ["path"] = root },
            ["hostname"] = process.Hostname,
            ["mounts"] = Mounts(),
            ["linux"] = Linux(ownNetwork, id),
        };
        var network = ownNetwork ? [] : NetworkFiles.Where(File.Exists).Select(file => new OciMount(file, file, ["rbind", "rprivate", "ro"]));
        SpecEditor.Apply(document, ContainerEdits.None with { Mounts = [.. network, .. volumes.Select(volume => volume.ToMount())] });
        return document;
    }

    private static JsonObject Process(ContainerProcess process) => new()
    {
        ["terminal"] = process.Terminal,
        ["user"] = new JsonObject { ["uid"] = 0, ["gid"] = 0 },
        ["args"] = List(process.Args),
        ["env"] = List(process.Env),
        ["cwd"] = process.WorkingDirectory,
        ["capabilities"] = new JsonObject
        {
            ["bounding"] = List(Capabilities),
            ["effective"] = List(Capabilities),
            ["permitted"] = List(Capabilities),
        },
    };

    private static JsonObject Linux(bool ownNetwork, string id)
    {
        string[] namespaces = ownNetwork ? ["pid", "ipc", "uts", "mount", "network"] : ["pid", "ipc", "uts", "mount"];
        return new JsonObject
        {
            ["cgroupsPath"] = NodeLedger.CgroupsPathOf(id),
            ["namespaces"] = new JsonArray([.. namespaces.Select(name => (JsonNode)new JsonObject { ["type"] = name })]),
            ["resources"] = new JsonObject
            {
                ["devices"] = new JsonArray(new JsonObject { ["allow"] = false, ["access"] = "rwm" }),
            },
            ["maskedPaths"] = List(MaskedPaths),
            ["readonlyPaths"] = List(ReadonlyPaths),
        };
    }

    private static JsonArray Mounts() => new(
        Mount("/proc", "proc", "proc", "nosuid", "noexec", "nodev"),
        Mount("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"),
        Mount("/dev/pts", "devpts", "devpts", "nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"),
        Mount("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777"),
        Mount("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev"),
        Mount("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro"),
        Mount("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid", "noexec", "nodev", "relatime", "ro"));

    private static JsonObject Mount(string destination, string type, string source, params string[] options) => new()
    {
        ["destination"] = destination,
        ["type"] = type,
        ["source"] = source,
        ["options"] = List(options),
    };

    private static JsonArray List(IReadOnlyList<string> words) => new([.. words.Select(word => (JsonNode)word)]);
}
