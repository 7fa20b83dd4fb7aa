using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection;
using Coaster.Oci;
using Coaster.Placement;
using Coaster.Placement.Policies;
using Coaster.Placement.State;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Contract.Tests.Golden;

/// <summary>
/// The machine on which the golden containers are created: eight GPUs that nobody uses, a driver root and an image, both in temporary
/// folders. Nothing is started; what the low-level runtime would be given is what comes out.
/// </summary>
public sealed class GoldenMachine : IDisposable
{
    private readonly TempFolder _driver = GoldenDriver.Create();
    private readonly TempFolder _image = FakeImage.DebianMerged();

    public void Dispose()
    {
        _driver.Dispose();
        _image.Dispose();
    }

    /// <summary>Does what the runtime does between reading and writing config.json.</summary>
    internal (string? Json, string? Text) Create(byte[] config, GoldenPolicy policy)
    {
        try
        {
            var spec = BundleSpec.Parse(config);
            var ask = ContainerContract.Read(spec, policy.Requests, policy.By);
            var notices = ask.Notices.Count == 0 ? null : string.Join('\n', ask.Notices.Select(notice => "notice: " + notice));
            return (Shown(spec, ask, policy), notices);
        }
        catch (Exception error) when (error is CoasterException or OciSpecException)
        {
            return (null, error.Message);
        }
    }

    private string Shown(BundleSpec spec, Ask ask, GoldenPolicy policy) => ask switch
    {
        Ask.Nothing => "{}",
        Ask.CdiDevices cdi => GoldenText.Of(cdi.Names),
        Ask.DriverOnly driver => Edited(spec, [], driver.Needs, policy, booked: null),
        Ask.Devices devices => Edited(spec, Place(devices), devices.Needs, policy),
        _ => throw new InvalidOperationException("an ask is one of four"),
    };

    private static Placed Place(Ask.Devices devices) =>
        PlacementEngine.Place(NodeState.Of(GoldenGpus.Inventory, []), devices.Request, new BestFitPolicy()) switch
        {
            Placed placed => placed,
            Refused refused => throw refused.ToException(),
            _ => throw new InvalidOperationException("the placement engine answered neither yes nor no"),
        };

    private string Edited(BundleSpec spec, Placed placed, DriverNeeds needs, GoldenPolicy policy) =>
        Edited(spec, [.. placed.Grants.Select(GoldenGpus.Find)], needs, policy, placed);

    private string Edited(BundleSpec spec, IReadOnlyList<(Gpu Gpu, MigDevice? Mig)> devices, DriverNeeds needs, GoldenPolicy policy, Placed? booked)
    {
        Requirements.Check(spec.Env, policy.Requests, GoldenGpus.Inventory, [.. devices.Select(device => device.Gpu).Distinct()]);
        var before = spec.ToUtf8();
        using var injector = new Injector(_driver.Path);
        using var root = RootDirectory.Open(_image.Path);
        SpecEditor.Apply(spec.Root, injector.EditsFor(devices, root, needs));
        return GoldenText.Of(before, spec.ToUtf8(), booked).Replace(_driver.Path, "DRIVER", StringComparison.Ordinal);
    }
}
