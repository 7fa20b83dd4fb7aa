using System.Text;
using System.Text.Json;
using Coaster.GpuModel.Inventory;
using Coaster.Partitioning.Gpus;
using Coaster.Partitioning.Users;
using Coaster.Placement.Mig;

namespace Coaster.Cli.Mig;

/// <summary>
/// <c>coaster mig list -o json</c>: <c>{gpus:[{index, uuid, model, migMode, profiles:[{id, name, memoryMiB, compute, max, fits, places:[{start,
/// size}]}], instances:[{gi, ci, profile, start, size, uuid, holder}]}]}</c>.
/// </summary>
internal static class MigJson
{
    internal static string Of(MigListing listing)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("gpus");
            foreach (var (gpu, cut) in listing.Gpus)
                Write(json, gpu, cut, listing.Holders);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Gpu gpu, MigGpu? cut, MigHolders holders)
    {
        json.WriteStartObject();
        json.WriteNumber("index", gpu.Index);
        json.WriteString("uuid", gpu.Uuid);
        json.WriteString("model", gpu.Model);
        json.WriteString("migMode", gpu.MigMode.Word());
        json.WriteStartArray("profiles");
        foreach (var profile in cut?.Layout.Profiles ?? [])
            WriteProfile(json, cut!, profile);
        json.WriteEndArray();
        json.WriteStartArray("instances");
        foreach (var instance in cut is null ? [] : MigListing.Instances(cut))
            WriteInstance(json, cut!, instance, holders);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteProfile(Utf8JsonWriter json, MigGpu gpu, MigProfile profile)
    {
        json.WriteStartObject();
        json.WriteNumber("id", profile.Id);
        json.WriteString("name", profile.Name);
        json.WriteNumber("memoryMiB", gpu.KindOf(profile).MemoryMiB);
        json.WriteNumber("compute", profile.ComputeSlices);
        json.WriteNumber("max", profile.MaxInstances);
        json.WriteNumber("fits", gpu.Layout.Fits(profile));
        json.WriteStartArray("places");
        foreach (var slot in gpu.Layout.FreeSlots(profile))
        {
            json.WriteStartObject();
            json.WriteNumber("start", slot.Start);
            json.WriteNumber("size", slot.Size);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteInstance(
        Utf8JsonWriter json, MigGpu gpu, (MigPart Part, MigComputePart? Compute, MigDevice? Device) instance, MigHolders holders)
    {
        var (part, compute, device) = instance;
        json.WriteStartObject();
        json.WriteNumber("gi", part.Info.Id);
        json.WritePropertyName("ci");
        if (compute is null)
            json.WriteNullValue();
        else
            json.WriteNumberValue(compute.Id);
        json.WriteString("profile", device?.Profile ?? gpu.ProfileOf(part));
        json.WriteNumber("start", part.Slot.Start);
        json.WriteNumber("size", part.Slot.Size);
        json.WriteString("uuid", device?.Uuid);
        json.WriteString("holder", holders.Of(gpu.Gpu, device));
        json.WriteEndObject();
    }
}
