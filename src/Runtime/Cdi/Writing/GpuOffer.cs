using Coaster.Cdi.Model;
using Coaster.GpuModel.Inventory;
using Coaster.Injection;
using Coaster.Oci;

namespace Coaster.Cdi.Writing;

/// <summary>The GPUs and MIG devices that specifications offer.</summary>
/// <param name="Devices">Those that anybody may have whole and without a limit.</param>
/// <param name="Edits">Their edits, in the same order.</param>
/// <param name="Hook">The program that books them.</param>
public sealed record GpuOffer(IReadOnlyList<(Gpu Gpu, MigDevice? Mig)> Devices, PortableEdits Edits, OwnHook Hook)
{
    private const string All = "all";

    /// <summary>The names within the kind: index and UUID of each device, and all of them together; none when there is no device.</summary>
    public IReadOnlyList<string> Names => Devices.Count == 0 ? [] : [.. Devices.SelectMany(NamesOf), All];

    /// <summary>The specification's text.</summary>
    /// <param name="kind">Its kind.</param>
    /// <exception cref="InvalidOperationException">There is no device, and a specification without one is not valid.</exception>
    public ReadOnlyMemory<byte> Text(string kind) => SpecJson.Write(Spec(kind));

    internal CdiSpec Spec(string kind)
    {
        if (Devices.Count == 0)
            throw new InvalidOperationException("there is no device to offer");
        var devices = Devices.Zip(Edits.OfDevices).SelectMany(pair => NamesOf(pair.First).Select(name => Device(name, pair.Second)));
        var spec = new CdiSpec("", kind, [.. devices, Device(All, Edits.OfDevices.SelectMany(nodes => nodes).Distinct())], Common());
        return spec with { Version = CdiVersion.Lowest(spec) };
    }

    private static string[] NamesOf((Gpu Gpu, MigDevice? Mig) device) =>
        device.Mig is { } mig ? [$"{device.Gpu.Index}:{mig.Index}", mig.Uuid] : [$"{device.Gpu.Index}", device.Gpu.Uuid];

    private static CdiSpecDevice Device(string name, IEnumerable<DeviceNode> nodes) => new(name, new CdiEdits([.. nodes.Select(Node)], [], []));

    private CdiEdits Common() => new(
        [.. Edits.Common.DeviceNodes.Select(Node)],
        [.. Edits.Common.Mounts.Select(mount => new CdiMount(mount.Source, mount.Destination, mount.Options))],
        Edits.Common.Env)
    {
        Hooks = [Hook.At(HookStage.CreateRuntime, HookDoor.Cdi), Hook.At(HookStage.Poststop, HookDoor.Cdi)],
    };

    /// <summary>With every number: what is in /dev at that moment does not matter, and on a fresh machine nothing is.</summary>
    private static CdiDeviceNode Node(DeviceNode node) => new(node.Path)
    {
        Type = node.Type,
        Major = node.Major,
        Minor = node.Minor,
        FileMode = node.FileMode,
        Uid = node.Uid,
        Gid = node.Gid,
        Permissions = node.Access,
    };
}
