using System.Text;
using Coaster.Cdi.Reading;
using Coaster.Cdi.Tree;
using Coaster.Cdi.Writing;
using Coaster.GpuModel.Inventory;
using Coaster.Oci;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Cdi.Tests.Writing;

public sealed class GpuOfferTests
{
    private static readonly Gen<(Gpu, MigDevice?)> Device =
        from index in Gen.Choose(0, 15)
        from mig in Gen.Choose(-1, 6)
        select mig < 0 ? Offers.Whole(index) : Offers.Part(index, mig);

    private static readonly Arbitrary<(Gpu Gpu, MigDevice? Mig)[]> Machine = Device.NonEmptyListOf()
        .Select(devices => devices.DistinctBy(device => device.Item2?.Uuid ?? device.Item1.Uuid).ToArray()).ToArbitrary();

    [Fact]
    public void Text_WholeGpus_IsTheGoldenOne() => Check("whole", GpuKind.Nvidia, Offers.Of(Offers.Whole(0), Offers.Whole(1)));

    [Fact]
    public void Text_MigDevices_IsTheGoldenOne() => Check("mig", GpuKind.Own, Offers.Of(Offers.Part(0, 0), Offers.Part(0, 1)));

    [Fact]
    public void Text_MixedWithSettings_IsTheGoldenOne() => Check("mixed", GpuKind.Own, Offers.Of(
        new OwnHook("/usr/bin/coaster-runtime", ["COASTER_DRIVER_ROOT=/run/driver", "COASTER_CONFIG=/etc/x.json"]),
        Offers.Whole(0),
        Offers.Part(1, 3),
        Offers.Whole(7)));

    [Fact]
    public void Text_NoDevice_IsRefused() => Assert.Throws<InvalidOperationException>(() => Offers.Of().Text(GpuKind.Own));

    [Fact]
    public void Names_NoDevice_AreNone() => Assert.Empty(Offers.Of().Names);

    [Fact]
    public void Text_AnyMachine_IsReadToTheSameEdits() => Prop.ForAll(Machine, devices => IsReadToTheSame(Offers.Of(devices))).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_AnyMachine_IsTheSameTwice() => Prop.ForAll(Machine, devices =>
        Offers.Of(devices).Text(GpuKind.Own).Span.SequenceEqual(Offers.Of(devices).Text(GpuKind.Own).Span)).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_Any_HasNoHookWithoutEnv() => Assert.All(
        SpecReader.Read(JsonTree.Parse(Offers.Of(Offers.Whole(0)).Text(GpuKind.Own).Span)).Edits.Hooks,
        hook => Assert.Equal(["COASTER_HOOK=cdi"], hook.Env));

    private static void Check(string name, string kind, GpuOffer offer) =>
        GoldenFiles.Check(Encoding.UTF8.GetString(offer.Text(kind).Span), "offers", name + ".json");

    private static bool IsReadToTheSame(GpuOffer offer)
    {
        using var folders = new Folders().Write("run/a.json", Encoding.UTF8.GetString(offer.Text(GpuKind.Own).Span));
        var registry = folders.Registry;
        OciHook[] hooks = [offer.Hook.At(HookStage.CreateRuntime, HookDoor.Cdi), offer.Hook.At(HookStage.Poststop, HookDoor.Cdi)];
        var common = GoldenFiles.Text(offer.Edits.Common with { Hooks = hooks });
        return registry.Problems.Count == 0
            && registry.Devices.Count() == (offer.Devices.Count * 2) + 1
            && offer.Names.Where((_, at) => at % 2 == 0).SkipLast(1).Zip(offer.Edits.OfDevices).All(device =>
            {
                var edits = registry.Resolve([$"{GpuKind.Own}={device.First}"]);
                var isCommon = GoldenFiles.Text(edits with { DeviceNodes = [.. edits.DeviceNodes.Take(offer.Edits.Common.DeviceNodes.Count)] }) == common;
                return isCommon && edits.DeviceNodes.Skip(offer.Edits.Common.DeviceNodes.Count).SequenceEqual(device.Second);
            });
    }
}
