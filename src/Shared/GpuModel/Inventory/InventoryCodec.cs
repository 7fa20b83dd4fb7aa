using System.Text.Json;
using Coaster.GpuModel.Json;
using Coaster.GpuModel.Requests;

namespace Coaster.GpuModel.Inventory;

/// <summary>
/// The text of a node's inventory, as it stands in the annotation <c>ten.ai/inventory</c>: compact JSON with a version. Reading is strict
/// about everything that it knows and ignores fields that it does not.
/// </summary>
public static class InventoryCodec
{
    private const int MaxGpus = 256;
    private const int MaxMigPerGpu = 64;
    private const int MaxId = 65535;
    private const int MaxWord = 32;

    /// <summary>The inventory as text.</summary>
    public static string Encode(NodeInventory inventory) => JsonText.Write(json =>
    {
        json.WriteString("driverVersion", inventory.DriverVersion);
        json.WriteString("cudaVersion", inventory.CudaVersion);
        if (inventory.MemoryUnit is { } unit)
            json.WriteString("memoryUnit", unit.ToString());
        json.WriteStartArray("gpus");
        foreach (var gpu in inventory.Gpus)
            Write(json, gpu);
        json.WriteEndArray();
    });

    /// <summary>The inventory that the text means.</summary>
    /// <exception cref="CodecException">The text is longer than 256 KiB, of another version, or wrong in the field that is named.</exception>
    public static NodeInventory Decode(string text) => JsonText.Read(text, ReadInventory);

    /// <summary>The inventory that the UTF-8 text means.</summary>
    /// <exception cref="CodecException">As for the other overload.</exception>
    public static NodeInventory Decode(ReadOnlyMemory<byte> utf8) => JsonText.Read(utf8, ReadInventory);

    /// <summary>The same for a text that is a part of another one, whose reader has bounded it.</summary>
    /// <exception cref="CodecException">As for the other overloads.</exception>
    public static NodeInventory Decode(JsonElement json) => JsonText.Read(json, ReadInventory);

    private static void Write(Utf8JsonWriter json, Gpu gpu)
    {
        json.WriteStartObject();
        json.WriteNumber("index", gpu.Index);
        json.WriteString("uuid", gpu.Uuid);
        json.WriteNumber("minor", gpu.Minor);
        json.WriteString("model", gpu.Model);
        if (gpu.ComputeCapability is { } capability)
            json.WriteString("computeCapability", capability);
        if (gpu.Brand is { } brand)
            json.WriteString("brand", brand);
        json.WriteNumber("memoryMiB", gpu.MemoryMiB);
        json.WriteString("pciBusId", gpu.PciBusId);
        json.WriteNumber("numaNode", gpu.NumaNode);
        json.WriteString("health", gpu.Health.Word());
        if (gpu.Mode != GpuMode.Auto)
            json.WriteString("mode", gpu.Mode.Word());
        json.WriteString("migMode", gpu.MigMode.Word());
        json.WriteStartArray("mig");
        foreach (var mig in gpu.Mig)
            Write(json, mig);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MigDevice mig)
    {
        json.WriteStartObject();
        json.WriteNumber("index", mig.Index);
        json.WriteString("uuid", mig.Uuid);
        json.WriteString("profile", mig.Profile);
        json.WriteNumber("memoryMiB", mig.MemoryMiB);
        json.WriteNumber("gi", mig.GpuInstance);
        json.WriteNumber("ci", mig.ComputeInstance);
        json.WriteEndObject();
    }

    private static NodeInventory ReadInventory(JsonField root)
    {
        var uuids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var last = -1;
        return new NodeInventory(
            root.Get("driverVersion").Text(),
            root.Get("cudaVersion").Text(),
            root.Get("gpus").List(MaxGpus, field => ReadGpu(field, uuids, ref last)))
        {
            MemoryUnit = root.Find("memoryUnit") is { } unit ? ReadUnit(unit) : null,
        };
    }

    /// <summary>Neither the unit nor a mode stood in texts of nodes that were in no cluster.</summary>
    private static MemoryUnit ReadUnit(JsonField field) =>
        MemoryUnit.Find(field.Text()) ?? throw field.Problem($"is none of {string.Join(", ", MemoryUnit.All)}");

    private static Gpu ReadGpu(JsonField field, HashSet<string> uuids, ref int lastIndex)
    {
        var lastMig = -1;
        var health = field.Get("health").Word(InventoryWords.Health);
        var silent = health == GpuHealth.Lost;
        return new Gpu(
            NextIndex(field.Get("index"), ref lastIndex),
            NewUuid(field.Get("uuid"), Unless(silent, Identifiers.IsGpuUuid), "a GPU's UUID", uuids),
            field.Get("minor").Int(-1, MaxId),
            silent ? field.Get("model").Text() : Filled(field.Get("model")),
            field.Get("memoryMiB").Number(0, MemorySize.MaxMiB),
            field.Get("pciBusId").Text(Unless(silent, Identifiers.IsPciBusId), "a PCI bus id"),
            field.Get("numaNode").Int(-1, MaxId),
            health,
            field.Get("migMode").Word(InventoryWords.Mig),
            field.Get("mig").List(MaxMigPerGpu, mig => ReadMig(mig, uuids, ref lastMig)))
        {
            ComputeCapability = field.Find("computeCapability")?.Text(IsVersion, "a compute capability"),
            Brand = field.Find("brand")?.Text(IsWord, "a brand"),
            Mode = field.Find("mode")?.Word(InventoryWords.Mode) ?? GpuMode.Auto,
        };
    }

    /// <summary>Nodes told neither this nor the brand before images' requirements were held against them.</summary>
    private static bool IsVersion(string text) =>
        text.Split('.') is [{ Length: > 0 and <= MaxWord } major, { Length: > 0 and <= MaxWord } minor]
        && major.All(char.IsAsciiDigit)
        && minor.All(char.IsAsciiDigit);

    private static bool IsWord(string text) => text.Length is > 0 and <= MaxWord && text.All(char.IsAsciiLetterLower);

    /// <summary>A GPU that was lost before it told anything must not make the node's other GPUs unreadable.</summary>
    private static Func<string, bool> Unless(bool silent, Func<string, bool> accepts) =>
        silent ? text => text.Length == 0 || accepts(text) : accepts;

    private static MigDevice ReadMig(JsonField field, HashSet<string> uuids, ref int lastIndex)
    {
        var index = NextIndex(field.Get("index"), ref lastIndex);
        return new MigDevice(
            NewUuid(field.Get("uuid"), Identifiers.IsMigUuid, "a MIG device's UUID", uuids),
            index,
            Filled(field.Get("profile")),
            field.Get("memoryMiB").Number(0, MemorySize.MaxMiB),
            field.Get("gi").Int(0, MaxId),
            field.Get("ci").Int(0, MaxId));
    }

    private static int NextIndex(JsonField field, ref int last)
    {
        var index = field.Int(0, MaxId);
        return index > last ? last = index : throw field.Problem("is not above the index before it");
    }

    private static string NewUuid(JsonField field, Func<string, bool> accepts, string expected, HashSet<string> known)
    {
        var uuid = field.Text(accepts, expected);
        return uuid.Length == 0 || known.Add(uuid) ? uuid : throw field.Problem("names a device that is there already");
    }

    private static string Filled(JsonField field) => field.Text() is { Length: > 0 } text ? text : throw field.Problem("is empty");
}
