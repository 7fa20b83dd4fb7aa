using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.GpuModel.Tests;

/// <summary>Values of the model as they can occur, for the properties.</summary>
internal static class Generators
{
    private const string NameLetters = "abcXYZ0123456789-_.";

    public static readonly Gen<string> Word =
        from first in Gen.Elements("abcdeXYZ19".ToCharArray())
        from rest in Gen.Elements(NameLetters.ToCharArray()).ArrayOf()
        select first + new string(rest[..Math.Min(rest.Length, 40)]);

    public static readonly Gen<string> Text = Gen.Elements("NVIDIA H200", "Tesla T4", "A100-SXM4-80GB", "é \"quoted\" \\ <b>", "日本");

    public static readonly Gen<long> MiB = Gen.Frequency(
        (4, Gen.Choose(1, 300_000).Select(value => (long)value)),
        (1, Gen.Choose(1, 1 << 20).Select(value => value * 1024L)),
        (1, Gen.Constant(MemorySize.MaxMiB)));

    public static Gen<NodeInventory> Inventory { get; } =
        from driver in Text
        from cuda in Gen.Elements("12.8", "")
        from count in Gen.Choose(0, 6)
        from gpus in Gen.CollectToArray(Enumerable.Range(0, count), Gpu)
        from unit in Gen.Elements(null, MemoryUnit.All[0], MemoryUnit.Default)
        select new NodeInventory(driver, cuda, gpus) { MemoryUnit = unit };

    public static Gen<Booking> Booking { get; } =
        from owner in Word
        from count in Gen.Choose(0, 4)
        from containers in Gen.CollectToArray(Enumerable.Range(0, count), Container)
        select new Booking(owner, containers);

    private static Gen<Gpu> Gpu(int index) =>
        from minor in Gen.Choose(0, 255)
        from model in Text
        from memory in MiB
        from numa in Gen.Choose(-1, 7)
        from health in Gen.Elements(Enum.GetValues<GpuHealth>())
        from mode in Gen.Elements(Enum.GetValues<MigMode>())
        from cuts in Gen.Choose(0, 7)
        from mig in Gen.CollectToArray(Enumerable.Range(0, cuts), cut => Mig(index, cut))
        from silent in Gen.Elements(true, false)
        from capability in Gen.Elements("9.0", "10.12", null)
        from brand in Gen.Elements("tesla", "geforcertx", null)
        from offered in Gen.Elements(Enum.GetValues<GpuMode>())
        select silent && health == GpuHealth.Lost ? Silent(index * 2) : new Gpu(
            index * 2, $"GPU-{index:x8}-aa", minor, model, memory, $"00000000:{index:X2}:00.0", numa, health, mode, mig)
        {
            ComputeCapability = capability,
            Brand = brand,
            Mode = offered,
        };

    private static Gpu Silent(int index) => new(index, "", -1, "", 0, "", -1, GpuHealth.Lost, MigMode.Unsupported, []);

    private static Gen<MigDevice> Mig(int gpu, int index) =>
        from profile in Gen.Elements("1g.18gb", "1c.3g.71gb", "1g.10gb+me")
        from memory in MiB
        from instance in Gen.Choose(0, 14)
        select new MigDevice($"MIG-{gpu:x4}-{index:x4}", index, profile, memory, instance, index);

    private static Gen<ContainerBooking> Container(int index) =>
        from name in Word
        from kind in Gen.Elements(Enum.GetValues<BookingKind>())
        from tier in Gen.Elements(Enum.GetValues<EnforcementTier>())
        from limit in Gen.Elements(Enum.GetValues<CoreLimit>())
        from count in Gen.Choose(1, 3)
        from grants in Gen.CollectToArray(Enumerable.Range(0, count), Grant)
        from priority in Gen.Choose(0, 9)
        from weakest in Gen.Elements<EnforcementTier?>(null, EnforcementTier.Watcher, EnforcementTier.Mig)
        from parts in Gen.Choose(0, 3)
        select new ContainerBooking($"{name}{index}", kind, tier, limit, grants)
        {
            Priority = priority,
            Weakest = weakest,
            Oversubscribed = (Oversubscription)parts,
        };

    private static Gen<GpuGrant> Grant(int index) =>
        from mig in Gen.Elements(null, $"MIG-{index}")
        from memory in MiB
        from core in Gen.Choose(0, 100)
        select new GpuGrant($"GPU-{index}", mig, memory, core);
}
