using Coaster.Cdi.Model;
using Coaster.Cdi.Tree;

namespace Coaster.Cdi.Reading;

/// <summary>
/// Reads a specification, strictly: it is used as a whole or not at all
/// (https://github.com/cncf-tags/container-device-interface/blob/main/SPEC.md#cdi-json-specification).
/// </summary>
internal static class SpecReader
{
    private const int MaxDevices = 1 << 14;

    /// <exception cref="CdiSpecException">Something in it is wrong.</exception>
    internal static CdiSpec Read(TreeNode root)
    {
        var field = new TreeField(root, "");
        var fields = field.Members("cdiVersion", "kind", "annotations", "devices", "containerEdits");
        var spec = new CdiSpec(
            fields.Text("cdiVersion"),
            Kind(fields),
            fields.List("devices", Device),
            Edits(fields),
            Annotations.Check(fields.Find("annotations")));
        CheckDevices(spec.Devices);
        CdiVersion.Check(spec);
        return spec;
    }

    private static string Kind(TreeFields fields) => fields.Text("kind") is var kind && CdiName.IsKind(kind)
        ? kind
        : throw new CdiSpecException($"its kind is '{kind}', and not like vendor.com/class");

    private static CdiSpecDevice Device(TreeField field)
    {
        var fields = field.Members("name", "annotations", "containerEdits");
        var name = fields.Text("name");
        if (!CdiName.IsDevice(name))
            throw field.Wrong($"has the name '{name}', which no device can have");
        var edits = Edits(fields);
        return edits.IsEmpty
            ? throw field.Wrong($"is the device '{name}', which edits nothing")
            : new CdiSpecDevice(name, edits, Annotations.Check(fields.Find("annotations")));
    }

    private static CdiEdits Edits(TreeFields fields) => fields.Find("containerEdits") is { } edits ? EditsReader.Read(edits) : CdiEdits.None;

    private static void CheckDevices(IReadOnlyList<CdiSpecDevice> devices)
    {
        if (devices.Count is 0 or > MaxDevices)
            throw new CdiSpecException(devices.Count == 0 ? "it has no devices" : $"it has more than {MaxDevices} devices");
        var twice = devices.GroupBy(device => device.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new CdiSpecException($"it has the device '{twice.Key}' twice");
    }
}
