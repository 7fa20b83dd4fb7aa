using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Placement.State;

namespace Coaster.Placement.Engine;

/// <summary>The sentences of all refusals. Each names the cause with its values, and is bounded however many GPUs and holders there are.</summary>
internal static class Refusals
{
    private const int MaxListed = 8;
    private const string SeeGpus = "See what there is with `coaster gpus`";
    private const string FreeSome = "Free one of the holders (see `coaster ps`), or ask for less";

    public static Refused Never(string why, string mend) => new(RefusalKind.NeverFits, [why], mend);

    public static Refused NoGpu() => Never("this machine has no NVIDIA GPU", "Run it on one that has, and see with `coaster gpus`");

    public static Refused NoModel(GpuFilter filter, NodeInventory inventory)
    {
        var models = inventory.Gpus.Select(gpu => gpu.Model).Where(model => model.Length > 0).Distinct().DefaultIfEmpty("no model that it tells");
        return Never($"no GPU of model {Or(filter.Models)}: this machine has {List(models)}", SeeGpus);
    }

    public static Refused NoneAccepted() =>
        Never("none of the GPUs here is one of those that may serve", "Look at the UUIDs that are asked for and left out, and at `coaster gpus`");

    public static Refused NoProfile(string resource, IEnumerable<string?> there) =>
        Never($"no {resource}: this machine has {List(there.OfType<string>().Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty("no MIG device that may serve"))}",
            "Ask for a profile that there is, or cut a GPU with `coaster mig create`");

    public static Refused NoDevice(DeviceName name, NodeInventory inventory) =>
        Never($"there is no device {name}: this machine has {List(inventory.Gpus.Select(Describe))}", SeeGpus);

    public static Refused OtherModel(DeviceName name, Gpu gpu, GpuFilter filter) =>
        Never($"device {name} is of model {gpu.Model}, not {Or(filter.Models)}", "Name another device, or leave the model out");

    public static Refused Uncut(DeviceUnit unit) =>
        Never($"{unit.Name} is in MIG mode and has no MIG device", "Create one with `coaster mig create`, or turn MIG off");

    public static Refused OnlyMig(IReadOnlyList<DeviceUnit> units) => units.Any(unit => unit.Mig is not null)
        ? Never($"{Names(units)} cannot be shared by size", "Ask for the MIG device as a whole: device=MIG-… without mem or block")
        : Never($"{Names(units)} runs work on MIG devices only", "Name a MIG device, such as device=0:0, or turn MIG off");

    public static Refused TooFew(IReadOnlyList<DeviceUnit> units, int usable, int asked)
    {
        var mig = units.Count > usable ? ", beside those in MIG mode" : "";
        return Never($"{asked} asked, and there {(usable == 1 ? "is" : "are")} {Devices(usable)} to choose from{mig}", "Ask for fewer, or name MIG devices");
    }

    public static Refused TooFewLarge(int large, int asked) =>
        Never($"{asked} GPUs asked, and {(large == 1 ? "1 is" : $"{large} are")} large enough", "Ask for less of each, or for fewer");

    public static Refused Unhealthy(IReadOnlyList<DeviceUnit> units)
    {
        var ill = units.Where(unit => !unit.State.IsHealthy).Select(unit => $"{unit.Name} {Illness(unit.State.Gpu)}");
        return new Refused(RefusalKind.Unhealthy, [List(ill)], "Look for XID errors with `dmesg`, and reset the GPU or leave it out");
    }

    public static Refused Held(IReadOnlyList<DeviceUnit> units, BookingKind kind, string why) =>
        new(RefusalKind.FullNow, [why, .. Holders(units, unit => unit.State.Blocks(kind, unit.Mig))], FreeSome);

    public static Refused Full(string why, IReadOnlyList<DeviceUnit> units) =>
        new(RefusalKind.FullNow, [why, .. Holders(units, unit => unit.State.Holdings)], FreeSome);

    public static string Devices(int count) => count == 1 ? "1 device" : $"{count} devices";

    private static IEnumerable<string> Holders(IReadOnlyList<DeviceUnit> units, Func<DeviceUnit, IEnumerable<Holding>> of)
    {
        var held = units.Select(unit => (unit.Name, Holders: of(unit).ToList())).Where(entry => entry.Holders.Count > 0).ToList();
        foreach (var (name, holders) in held.Take(MaxListed))
            yield return $"{name} is held by {List(holders.Select(holding => $"{holding.Name} ({holding.Kind.Word()})"))}";
        if (held.Count > MaxListed)
            yield return $"{held.Count - MaxListed} more are held";
    }

    private static string Illness(Gpu gpu) => gpu.Health == GpuHealth.Healthy ? "has no UUID" : "is " + gpu.Health.Word();

    private static string Describe(Gpu gpu)
    {
        var name = gpu.Uuid.Length > 0 ? gpu.Uuid : gpu.Health.Word();
        return gpu.Mig.Count switch
        {
            0 => $"{gpu.Index} ({name})",
            1 => $"{gpu.Index} ({name}, MIG {gpu.Index}:{gpu.Mig[0].Index})",
            _ => $"{gpu.Index} ({name}, MIG {gpu.Index}:{gpu.Mig[0].Index} to {gpu.Index}:{gpu.Mig[^1].Index})",
        };
    }

    private static string Names(IEnumerable<DeviceUnit> units) => List(units.Select(unit => unit.Name));

    private static string Or(IEnumerable<string> words) => string.Join(" or ", words.Take(MaxListed));

    private static string List(IEnumerable<string> entries)
    {
        var all = entries.ToList();
        var shown = string.Join(", ", all.Take(MaxListed));
        return all.Count > MaxListed ? $"{shown} and {all.Count - MaxListed} more" : shown;
    }
}
