using System.Globalization;
using Coaster.GpuModel;
using Coaster.GpuModel.Requests;

namespace Coaster.Slicing;

/// <summary>
/// The name of one device that kubelet hands out: <c>GPU-UUID::N</c>, the part N of a GPU, so that whoever reads kubelet's books finds the GPU;
/// for MIG devices their own UUID.
/// </summary>
/// <param name="Resource">The resource that it is a device of.</param>
/// <param name="Uuid">The GPU's UUID, or the MIG device's.</param>
/// <param name="Index">Which part of the GPU, from 0; 0 for a MIG device.</param>
public readonly record struct DeviceId(string Resource, string Uuid, int Index)
{
    /// <summary>The longest that kubelet's books are made for.</summary>
    public const int MaxLength = 63;

    private const string Separator = "::";

    /// <summary>The device of that resource with that id. Only what <see cref="ToString"/> gives is one.</summary>
    public static bool TryParse(string resource, string text, out DeviceId id)
    {
        var found = TrySplit(resource, text, out var length, out var index);
        id = found ? new DeviceId(resource, text[..length], index) : default;
        return found;
    }

    /// <inheritdoc/>
    public override string ToString() => ResourceNames.IsMig(Resource) ? Uuid : string.Create(CultureInfo.InvariantCulture, $"{Uuid}{Separator}{Index}");

    /// <summary>The same as <see cref="TryParse"/> without a text of its own for the UUID, which is the first letters of the id.</summary>
    internal static bool TrySplit(string resource, string text, out int uuidLength, out int index)
    {
        (uuidLength, index) = (text.Length, 0);
        if (text.Length > MaxLength)
            return false;
        if (ResourceNames.IsMig(resource))
            return Identifiers.IsMigUuid(text);
        uuidLength = text.IndexOf(Separator, StringComparison.Ordinal);
        return uuidLength > 0 && Identifiers.IsGpuUuid(text.AsSpan(0, uuidLength)) && TryIndex(text.AsSpan(uuidLength + Separator.Length), out index);
    }

    /// <summary>Digits as they are written: no sign, no blank and no zero in front, so that a device has one id.</summary>
    private static bool TryIndex(ReadOnlySpan<char> digits, out int index) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out index)
        && !digits.ContainsAnyExceptInRange('0', '9')
        && (digits[0] != '0' || digits.Length == 1);
}
