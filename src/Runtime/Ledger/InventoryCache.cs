using System.Buffers;
using System.Text.Json;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Posix;
using Coaster.Settings;

namespace Coaster.Ledger;

/// <summary>
/// The machine's GPUs as they were last read, in a file: whoever starts a container has no time to wake the driver. A fingerprint of what the
/// kernel says about the driver tells whether they are still what they were.
/// </summary>
/// <param name="settings">Where the state is, and whose driver it is.</param>
public sealed class InventoryCache(HostSettings settings)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly StateFolders _folders = new(settings.StateDirectory);

    /// <summary>The GPUs, or null when they were never read or are others now.</summary>
    /// <param name="fingerprint">What the kernel says now.</param>
    public NodeInventory? TryRead(string fingerprint)
    {
        try
        {
            if (PlainFile.TryRead(_folders.Inventory) is not { } content)
                return null;
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return root.GetProperty("driverRoot").GetString() == settings.DriverRoot && root.GetProperty("fingerprint").GetString() == fingerprint
                ? InventoryCodec.Decode(root.GetProperty("inventory"))
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException
            or KeyNotFoundException or CodecException)
        {
            // It can be read anew at any time: a file that is no good is one that is not there.
            return null;
        }
    }

    /// <summary>Keeps what was read.</summary>
    /// <exception cref="CoasterException">The state directory cannot be used.</exception>
    public void Write(NodeInventory inventory, string fingerprint)
    {
        _folders.Create();
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("driverRoot", settings.DriverRoot);
            json.WriteString("fingerprint", fingerprint);
            json.WritePropertyName("inventory");
            json.WriteRawValue(InventoryCodec.Encode(inventory));
            json.WriteEndObject();
        }

        AtomicFile.Write(_folders.Inventory, buffer.WrittenSpan, OwnerOnly, durable: false);
    }
}
