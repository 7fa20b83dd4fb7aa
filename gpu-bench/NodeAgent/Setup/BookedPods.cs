using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Coaster.BookingKeys;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;

namespace Coaster.GpuBench.NodeAgent.Setup;

/// <summary>Pods of one container with 8 GiB of one GPU each, booked and signed as a scheduler does, none of which has got its devices.</summary>
internal sealed class BookedPods : IDisposable
{
    internal const int Count = 100;
    internal const int Devices = 32;
    internal const string Namespace = "default";
    internal const string Container = "main";

    private const string Annotation = "ten.ai/booking";
    private readonly BookingSigner _signer;
    private readonly NodeInventory _inventory;

    internal BookedPods(NodeInventory inventory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _signer = BookingSigner.FromPem(key.ExportPkcs8PrivateKeyPem(), "the benchmark's key");
        _inventory = inventory;
    }

    /// <summary>What one device of the node's memory is.</summary>
    internal static MemoryUnit Unit { get; } = MemoryUnit.Parse("256Mi", "the unit");

    /// <summary>The names of the pods.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. Enumerable.Range(0, Count).Select(NameOf)];

    /// <summary>The public key, as PEM.</summary>
    internal string PublicKey => _signer.PublicKeyPem;

    /// <summary>A pod as the API server has it.</summary>
    internal JsonObject Pod(int number, string node)
    {
        var uid = string.Create(CultureInfo.InvariantCulture, $"8f6a2c1e-3b7d-4e90-a5c4-{number:x12}");
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = NameOf(number),
                ["namespace"] = Namespace,
                ["uid"] = uid,
                ["resourceVersion"] = "1",
                ["annotations"] = new JsonObject { [Annotation] = _signer.Sign(Booking(number, uid), node, 1) },
            },
            ["spec"] = new JsonObject { ["nodeName"] = node, ["containers"] = new JsonArray(ContainerObject()) },
            ["status"] = new JsonObject { ["phase"] = "Pending" },
        };
    }

    public void Dispose() => _signer.Dispose();

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"pod-{number:000}");

    private static JsonObject ContainerObject() => new()
    {
        ["name"] = Container,
        ["resources"] = new JsonObject
        {
            ["limits"] = new JsonObject { [ResourceNames.Memory] = Devices.ToString(CultureInfo.InvariantCulture) },
        },
    };

    private Booking Booking(int number, string uid)
    {
        var gpu = _inventory.Gpus[number % _inventory.Gpus.Count].Uuid;
        var grant = new GpuGrant(gpu, null, Devices * 256L, 0);
        return new Booking(uid, [new ContainerBooking(Container, BookingKind.Share, EnforcementTier.Shim, CoreLimit.Soft, [grant])]);
    }
}
