using System.Text;
using Coaster.Contract;
using Coaster.Fuzz.Inputs;
using Coaster.Oci;
using Coaster.Settings;

namespace Coaster.Fuzz.Targets;

/// <summary>config.json: read, asked what it wants, edited and written; what is written can be read again.</summary>
internal static class ConfigTarget
{
    private const string Seed = """
        {"ociVersion":"1.0.2","process":{"terminal":false,"user":{"uid":0,"gid":0,"additionalGids":[1]},"args":["sh"],
        "env":["PATH=/bin","NVIDIA_VISIBLE_DEVICES=0","COASTER_GPU_MEM=4Gi"],"cwd":"/","capabilities":{"bounding":["CAP_KILL","CAP_SYS_ADMIN"]}},
        "root":{"path":"rootfs","readonly":true},"hostname":"x","annotations":{"ten.ai/gpu-mem":"4Gi","cdi.k8s.io/x":"nvidia.com/gpu=0"},
        "mounts":[{"destination":"/proc","type":"proc","source":"proc","options":["nosuid"]},{"destination":"/dev","type":"tmpfs","source":"tmpfs"},
        {"destination":"/var/run/nvidia-container-devices/0","source":"/dev/null"}],
        "hooks":{"prestart":[{"path":"/usr/bin/nvidia-container-runtime-hook","args":["x","prestart"],"env":["A=b"],"timeout":5}]},
        "linux":{"resources":{"devices":[{"allow":false,"access":"rwm"},{"allow":true,"type":"c","major":195,"minor":0,"access":"rw"}]},
        "devices":[{"path":"/dev/nvidia7","type":"c","major":195,"minor":7,"fileMode":438,"uid":0,"gid":0}],"cgroupsPath":"/x","namespaces":[{"type":"pid"}]}}
        """;

    private static readonly string[] Names =
    [
        "process", "env", "root", "path", "annotations", "mounts", "destination", "source", "options", "type", "hooks", "prestart", "args", "linux", "resources",
        "devices", "major", "minor", "allow", "access", "capabilities", "bounding", "user", "additionalGids", "cgroupsPath", "ten.ai/gpu-mem", "intelRdt", "netDevices",
    ];

    private static readonly string[] Texts = ["/dev/nvidia0", "c", "/dev/null", "NVIDIA_VISIBLE_DEVICES=all", "CAP_SYS_ADMIN", "4Gi", "/usr/lib/libcuda.so.1", "A=b", "/dev/nvidiactl"];

    private static readonly ContainerEdits Edits = new(
        [new DeviceNode("/dev/nvidia0", 195, 0)], [new OciMount("/a", "/usr/lib/libcuda.so.1", ["ro"]), new OciMount("/a", "/dev/x", [])], ["NVIDIA_VISIBLE_DEVICES=void"])
    {
        Hooks = [new OciHook(HookStage.Poststop, "/x", ["x"], ["A=b"])],
        AdditionalGids = [44],
        NetDevices = [new NetDevice("eth1", "eth1")],
    };

    public static FuzzTarget Make()
    {
        var (mutator, grammar) = (new Mutator([Encoding.UTF8.GetBytes(Seed)], [.. Names.Select(name => $"\"{name}\""), "{", "}", "[", "]", ",", ":", "null", "\\ud800", "\\u0000", "1e999", "-1"]), new JsonGrammar(Names, Texts));
        return new FuzzTarget("config", random => random.Next(3) == 0 ? grammar.Next(random) : mutator.Next(random), Feed);
    }

    private static void Feed(byte[] input)
    {
        var spec = BundleSpec.Parse(input);
        SpecHooks.RemovePrestart(spec, "nvidia-container-runtime-hook");
        ContainerContract.Read(spec, RequestPolicy.Default with { VolumeMounts = true }, AskedBy.Engine);
        _ = (spec.CgroupsPath, SpecDevices.Of(spec), SpecDevices.AllowsAll(spec), SpecMounts.Of(spec).Count(), spec.RootPath);
        SpecEditor.Apply(spec.Root, Edits);
        BundleSpec.Parse(spec.ToUtf8());
    }
}
